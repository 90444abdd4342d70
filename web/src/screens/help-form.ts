import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { readPersonnel } from '../api/personnel.ts';
import { refusal, Refused } from '../api/refused.ts';
import { serverNow } from '../api/server-clock.ts';
import type { MyAccess, NewTicket, Person, Ticket, Topic } from '../api/shapes.ts';
import { countAvoided, readTopics, showTicket, submitTicket } from '../api/tickets.ts';
import { t } from '../messages/help.ts';
import { language } from '../messages/messages.ts';
import { focusSummary, loading, refusedAlert, summary, unread } from '../parts/alerts.ts';
import { open } from '../parts/dialog.ts';
import { field, textField } from '../parts/field.ts';
import { stateWords } from '../parts/file-picker.ts';
import '../parts/person-box.ts';
import { type PlaceChooser } from '../parts/place-chooser.ts';
import { bigNumber } from '../parts/ticket-words.ts';
import { topicTree } from '../parts/topic-tree.ts';
import { nameTab, View } from '../parts/view.ts';
import { learn, nameOf } from '../places.ts';
import { address, go } from '../router.ts';
import { takeAsking } from '../session/asking.ts';
import { dropDraft, keeperOf, readDraft, readFiles, writeDraft, type Draft } from '../session/draft.ts';
import { GAVE_UP, insist } from '../session/insist.ts';
import { browserMeans } from '../session/sending-files.ts';
import { Uploads } from '../session/uploads.ts';
import { recent } from '../text/dates.ts';
import { sizeWords } from '../text/files.ts';
import {
  emailOf,
  furthest,
  helpFaults,
  helpFieldFaults,
  institutionCode,
  LONGEST_COMMENT,
  stepOf,
  STEPS,
  toTicket,
  type HelpField,
  type HelpForm,
  type Known,
  type Step,
} from '../text/help-form.ts';
import { presetFor } from '../text/help-presets.ts';
import { bareMobile, documentOf, spacedMobile } from '../text/person-form.ts';
import { dayAndHour, lengthOfText } from '../text/tickets.ts';
import { isLeaf, pathTo, textOf, topicTitle } from '../text/topics.ts';

const SAVE_AFTER = 400;
const SENT = 'enviada';
const SOLVED = 'resuelta';
/** The counter speaks up only near its end. */
const NEARLY = 50;

/** Pedir ayuda: who asks, about what, the question with its files, one more look, Enviar. */
class HelpFormScreen extends View {
  static override properties = { me: { attribute: false }, ie: {}, query: { attribute: false } };

  declare me: MyAccess;
  declare ie: string | undefined;
  declare query: URLSearchParams;

  private topics: Topic[] | undefined;
  private unread: Refused | undefined;
  private form: HelpForm = blank('');
  private uploads = new Uploads(browserMeans);
  private ready = false;
  /** When the draft was kept that this visit goes on with. */
  private restoredAt: number | undefined;
  private saved = false;
  private dirty = false;
  private saving: ReturnType<typeof setTimeout> | undefined;

  private otherPlace = false;
  private people: { of: string; people: Person[] | undefined } | undefined;

  private errors = new Map<HelpField, string>();
  private refused: Refused | undefined;
  private busy: 'files' | 'sending' | undefined;
  private delay: Refused | undefined;
  private abandon = new AbortController();
  /** One key for one request, however often it has to be sent. */
  private pending: { key: string; body: NewTicket } | undefined;
  private gaveUp = false;

  private ticket: Ticket | undefined;
  private copied: boolean | undefined;
  private solvedKeys = new Map<string, string>();

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pagehide', this.saveNow);
    document.addEventListener('visibilitychange', this.saveNow);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.saveNow);
    document.removeEventListener('visibilitychange', this.saveNow);
    this.saveNow();
    this.uploads.stop();
  }

  private async begin(): Promise<void> {
    const asking = takeAsking();
    const draft = await readDraft(this.me.person);
    this.take(draft ?? { savedAt: 0, form: this.fresh(), files: [] });
    this.restoredAt = draft?.savedAt;
    this.saved = draft !== undefined;
    if (asking && !draft) {
      this.form = { ...this.form, context: asking.context, ...(asking.person ? { affected: asking.person } : {}) };
    }
    if (draft && !draft.sent) {
      this.uploads.restore(await readFiles(this.me.person, draft.files));
    }
    this.ready = true;
    await this.loadTopics();
    if (asking && !draft) {
      this.form.topic = presetFor(asking.context, this.topics ?? []) ?? '';
    }
    this.requestUpdate();
  }

  private take({ form, sent }: Draft): void {
    this.form = form;
    this.pending = sent;
    this.gaveUp = sent !== undefined;
    this.otherPlace = !this.ownPlaces.some(({ code }) => code === form.institution);
    this.uploads.stop();
    this.uploads = new Uploads(browserMeans, keeperOf(this.me.person));
    this.uploads.onChange(() => {
      this.changed();
      this.requestUpdate();
    });
  }

  private fresh(): HelpForm {
    return blank(this.ie ?? this.ownPlaces[0]?.code ?? '');
  }

  private async loadTopics(): Promise<void> {
    this.unread = undefined;
    try {
      this.topics = await readTopics();
    } catch (thrown) {
      this.unread = refusal(thrown);
    }
    this.requestUpdate();
  }

  private get ownPlaces() {
    return this.me.grants.map(({ institution }) => institution);
  }

  private get holdsOffice(): boolean {
    return this.ownPlaces.some(({ kind }) => kind !== 'school');
  }

  private get known(): Known {
    const { email, emailStanding } = this.me;
    return { email: emailStanding === 'bouncing' ? undefined : email, topics: this.topics ?? [] };
  }

  /** The step that the address names, but none before its turn. */
  private get step(): Step {
    if (this.pending && (this.gaveUp || this.busy)) {
      return 'revisar';
    }
    const asked = STEPS.find((step) => step === this.query.get('paso')) ?? 'datos';
    const most = this.topics ? furthest(this.form, this.known, t) : 'datos';
    return STEPS.indexOf(asked) <= STEPS.indexOf(most) ? asked : most;
  }

  private hrefTo(step: Step | typeof SENT | typeof SOLVED, more: Record<string, string> = {}): string {
    return address('/ayuda', { ie: this.ie, paso: step === 'datos' ? undefined : step, ...more });
  }

  // The draft

  private changed(): void {
    this.dirty = true;
    this.saved = false;
    clearTimeout(this.saving);
    this.saving = setTimeout(this.saveNow, SAVE_AFTER);
  }

  private saveNow = (): void => void this.save();

  private async save(): Promise<void> {
    clearTimeout(this.saving);
    if (!this.dirty) {
      return;
    }
    this.dirty = false;
    const { form, pending, uploads } = this;
    this.saved = await writeDraft(this.me.person, {
      savedAt: Date.now(),
      form,
      files: uploads.kept,
      ...(pending ? { sent: pending } : {}),
    });
    this.requestUpdate();
  }

  private set(change: Partial<HelpForm>): void {
    const { affected, ...form } = this.form;
    const elsewhere = change.institution !== undefined && change.institution !== form.institution;
    this.form = { ...form, ...(affected && !elsewhere ? { affected } : {}), ...change };
    for (const name of Object.keys(change)) {
      this.errors.delete(name as HelpField);
    }
    this.changed();
    this.requestUpdate();
  }

  private async forget(): Promise<void> {
    clearTimeout(this.saving);
    this.dirty = false;
    this.saved = false;
    this.restoredAt = undefined;
    this.uploads.items.forEach((upload) => this.uploads.remove(upload));
    await dropDraft(this.me.person);
    this.dirty = false;
    clearTimeout(this.saving);
  }

  private async startOver(): Promise<void> {
    this.one<HTMLDialogElement>('#start-over')!.close();
    await this.forget();
    this.take({ savedAt: 0, form: this.fresh(), files: [] });
    this.refused = undefined;
    this.errors = new Map();
    go(this.hrefTo('datos'));
    this.requestUpdate();
  }

  // Moving on

  private async next(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { step } = this;
    if (step === 'revisar') {
      await this.send();
      return;
    }
    this.refused = undefined;
    this.errors = helpFaults(this.form, step, this.known, t);
    if (this.errors.size > 0) {
      await this.showErrors();
      return;
    }
    this.dirty = true;
    await this.save();
    go(this.hrefTo(STEPS[STEPS.indexOf(step) + 1]!));
  }

  private async send(): Promise<void> {
    if (this.busy) {
      return;
    }
    this.refused = undefined;
    if (!this.gaveUp) {
      this.errors = helpFaults(this.form, 'revisar', this.known, t);
      if (this.errors.size === 0 && this.uploads.stuck.length > 0) {
        this.errors.set('files', t.help.filesStuck);
      }
      if (this.errors.size > 0) {
        await this.showErrors();
        return;
      }
      if (!(await this.filesSent())) {
        return;
      }
      this.remember(toTicket(this.form, this.uploads.attachments, this.known));
    }
    await this.submit(this.pending!);
  }

  /** Waits for the last byte; false when somebody thought better of it or a file got stuck. */
  private async filesSent(): Promise<boolean> {
    if (this.uploads.sent) {
      return true;
    }
    this.busy = 'files';
    this.abandon = new AbortController();
    this.requestUpdate();
    const sent = await this.uploads.whenSent(this.abandon.signal);
    this.busy = undefined;
    this.requestUpdate();
    if (sent || this.uploads.stuck.length === 0) {
      return sent;
    }
    this.errors.set('files', t.help.filesStuck);
    await this.showErrors();
    return false;
  }

  private remember(body: NewTicket): void {
    if (!this.pending || JSON.stringify(this.pending.body) !== JSON.stringify(body)) {
      this.pending = { key: crypto.randomUUID(), body };
    }
  }

  private async submit({ key, body }: { key: string; body: NewTicket }): Promise<void> {
    this.busy = 'sending';
    this.gaveUp = false;
    this.requestUpdate();
    // Before it is sent: a tab that dies now must be able to send just this again.
    this.dirty = true;
    await this.save();
    this.abandon = new AbortController();
    try {
      this.ticket = await insist(
        () => submitTicket(body, key),
        this.abandon,
        (why) => {
          // The day's limit does not pass while somebody waits.
          if (why.code === 'too-many-attempts') {
            throw why;
          }
          this.delay = why;
          this.requestUpdate();
        },
      );
      this.rest();
      this.pending = undefined;
      await this.forget();
      this.take({ savedAt: 0, form: this.fresh(), files: [] });
      if (this.isConnected) {
        // Replaced, so that Back does not lead to a form that was sent.
        go(this.hrefTo(SENT, { solicitud: this.ticket.ticket }), { replace: true });
      }
    } catch (thrown) {
      this.rest();
      await this.understand(thrown);
    }
  }

  private rest(): void {
    this.busy = undefined;
    this.delay = undefined;
    this.requestUpdate();
  }

  private async understand(thrown: unknown): Promise<void> {
    if (thrown === GAVE_UP) {
      this.gaveUp = true;
      await this.showErrors();
      return;
    }
    const refused = refusal(thrown);
    // After a fault nobody knows what became of it: just the same is sent again.
    this.gaveUp = refused.code === 'internal' || refused.code === 'unknown';
    if (!this.gaveUp) {
      const known = this.uploads.items.length > 0 || (this.pending?.body.attachments ?? []).length === 0;
      this.pending = undefined;
      this.dirty = true;
      if (!known) {
        const draft = await readDraft(this.me.person);
        this.uploads.restore(await readFiles(this.me.person, draft?.files ?? []));
      }
      await this.save();
    }
    this.errors = helpFieldFaults(refused.fields, t);
    switch (refused.code) {
      case 'email-undeliverable':
        this.form = { ...this.form, emailIs: 'other' };
        this.errors.set('email', refused.words);
        break;
      case 'attachment-not-usable':
        this.errors.set('files', refused.words);
        break;
      case 'not-found':
        this.errors.set('institution', t.help.problems.institutionUnknown);
        this.otherPlace = true;
        break;
      default:
        break;
    }
    this.refused = this.errors.size > 0 ? undefined : refused;
    await this.showErrors();
  }

  /** Goes to the first field that needs a hand, wherever it is. */
  private async showErrors(): Promise<void> {
    const [first] = this.errors.keys();
    const step = first ? stepOf(first) : undefined;
    if (step && step !== this.step && !this.gaveUp) {
      const { errors } = this;
      go(this.hrefTo(step), { quiet: true });
      this.errors = errors;
    }
    this.requestUpdate();
    await this.updateComplete;
    focusSummary(this);
  }

  private async solved(topic: string): Promise<void> {
    const key = this.solvedKeys.get(topic) ?? crypto.randomUUID();
    this.solvedKeys.set(topic, key);
    // Counting is for us: whoever was helped need not wait for it, or hear that it failed.
    void countAvoided(topic, institutionCode(this.form.institution) ?? this.form.institution, key).catch(() => {});
    go(this.hrefTo(SOLVED));
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.hasUpdated) {
      void this.begin();
    }
    if (changed.has('query') && changed.get('query') !== undefined) {
      const asked = this.query.get('paso');
      if (![...this.errors.keys()].some((name) => stepOf(name) === asked || (asked === null && stepOf(name) === 'datos'))) {
        this.errors = new Map();
      }
      this.copied = undefined;
    }
    if (this.query.get('paso') === SENT) {
      void this.loadTicket(this.query.get('solicitud') ?? '');
    }
    if (this.ready && this.step === 'consulta') {
      void this.loadPeople();
    }
  }

  /** After a reload the confirmation is read again. */
  private async loadTicket(number: string): Promise<void> {
    if (this.ticket?.ticket === number || this.unread) {
      return;
    }
    try {
      this.ticket = await showTicket(number);
    } catch (thrown) {
      this.unread = refusal(thrown);
    }
    this.requestUpdate();
  }

  /** The register may be searched only by those who may read it; others describe the person in words. */
  private async loadPeople(): Promise<void> {
    const of = institutionCode(this.form.institution);
    if (!of || this.people?.of === of || !this.mayList(of)) {
      return;
    }
    const read: { of: string; people: Person[] | undefined } = { of, people: undefined };
    this.people = read;
    try {
      await readPersonnel(
        of,
        (people) => {
          read.people = people;
          this.requestUpdate();
        },
        () => this.people === read && this.isConnected,
      );
    } catch {
      // The field is optional: without the list the form goes on without it.
      read.people ??= [];
      this.requestUpdate();
    }
  }

  private mayList(code: string): boolean {
    return this.me.grants.some(({ institution, maintainsUsers }) => maintainsUsers && (institution.code === code || institution.kind !== 'school'));
  }

  // What is drawn

  private get heading(): string {
    const words = t.help;
    const asked = this.query.get('paso');
    if (asked === SENT) {
      return words.sentTitle;
    }
    if (asked === SOLVED) {
      return words.avoidedTitle;
    }
    switch (this.step) {
      case 'datos':
        return words.youTitle;
      case 'tema':
        return words.topicTitle;
      case 'consulta':
        return words.queryTitle;
      case 'revisar':
        return words.checkTitle;
    }
  }

  /** The address names the step that is shown: one that cannot be shown yet must not wait behind it to jump in. */
  private settle(): void {
    const asked = this.query.get('paso');
    const { step } = this;
    if (this.ready && this.topics && asked !== SENT && asked !== SOLVED && (asked ?? 'datos') !== step) {
      go(this.hrefTo(step), { replace: true, quiet: true });
    }
  }

  protected override updated(): void {
    this.settle();
    nameTab(this.heading, this.errors.size > 0 || this.refused !== undefined);
  }

  protected override render() {
    const asked = this.query.get('paso');
    if (asked === SENT) {
      return this.confirmation();
    }
    if (asked === SOLVED) {
      return this.avoided();
    }
    if (this.me.grants.length === 0) {
      return html`<div class="stack narrow">
        <h1 tabindex="-1">${t.help.title}</h1>
        <div class="panel stack"><p><b>${t.help.noGrant}</b></p><p>${t.help.noGrantWhat}</p></div>
      </div>`;
    }
    return html`<div class="asking">
      ${this.progress()}
      <h1 tabindex="-1">${this.ready ? this.heading : t.help.title}</h1>
      ${this.unread
        ? unread(this.unread, () => void this.loadTopics())
        : this.ready && this.topics
          ? html`${this.notes()}
              <form novalidate class="stack steps-form" @submit=${this.next}>
                ${summary(this.errors)}${refusedAlert(this.refused, this.refused?.code === 'too-many-attempts' ? t.help.tooMany : undefined)}
                ${this.stepBody(this.topics)} ${this.buttons()}
              </form>`
          : loading(4)}
      ${this.startOverDialog()}
    </div>`;
  }

  private progress() {
    const at = STEPS.indexOf(this.step) + 1;
    return html`<nav class="crumbs" aria-label=${t.frame.crumbs}>
        ${t.frame.help} / ${t.help.title} · <span class="num">${t.help.step(at, STEPS.length)}</span>
      </nav>
      <div class="steps" aria-hidden="true">${STEPS.map((_, i) => html`<i class=${i < at ? 'on' : ''}></i>`)}</div>`;
  }

  private notes() {
    if (this.gaveUp || this.busy) {
      return nothing;
    }
    return html`${this.restoredAt !== undefined
      ? html`<div class="note row restored">
          <p role="status">${t.help.restored(recent(new Date(this.restoredAt).toISOString(), new Date()))}</p>
          <button type="button" class="btn quiet" @click=${() => open(this.one('#start-over'))}>${t.help.startOver}</button>
        </div>`
      : nothing}
    ${this.form.context && this.step === 'datos' ? html`<p class="note small">${t.help.about}</p>` : nothing}`;
  }

  private stepBody(topics: readonly Topic[]): TemplateResult {
    switch (this.step) {
      case 'datos':
        return this.you();
      case 'tema':
        return this.topic(topics);
      case 'consulta':
        return this.consultation(topics);
      case 'revisar':
        return this.check(topics);
    }
  }

  private buttons() {
    const at = STEPS.indexOf(this.step);
    const last = this.step === 'revisar';
    const sending = this.busy === 'sending';
    return html`${last ? this.sendingStatus() : nothing}
      <div class="row end">
        <button class="btn main" aria-disabled=${this.busy ? 'true' : nothing}>
          ${last ? (this.busy ? t.help.sending : t.help.send) : t.help.next}
        </button>
        ${this.busy === 'files'
          ? html`<button type="button" class="btn quiet" @click=${() => this.abandon.abort()}>${t.help.stopWaiting}</button>`
          : sending && this.delay
            ? html`<button type="button" class="btn quiet" @click=${() => this.abandon.abort()}>${t.add.giveUp}</button>`
            : at > 0 && !this.gaveUp && !this.busy
              ? html`<a class="btn quiet" href=${this.hrefTo(STEPS[at - 1]!)}>${t.help.back}</a>`
              : nothing}
        <span class="muted small saved" role="status">${this.saved && !last ? t.help.saved : ''}</span>
      </div>`;
  }

  private sendingStatus() {
    const { delay } = this;
    return html`<div role="status">
      ${this.busy === 'files' ? html`<p class="note">${t.help.waitingFiles}</p>` : nothing}
      ${delay
        ? html`<div class="alert warn">
            <p><b>${delay.code === 'unreachable' ? t.help.cut : t.help.busy}</b></p>
            <p>${t.help.keepOpen}</p>
          </div>`
        : nothing}
    </div>`;
  }

  // Sus datos

  private you() {
    const { me, form } = this;
    const papers = documentOf(me.login);
    return html`<section class="panel" aria-labelledby="validation">
        <h2 id="validation">${t.help.userTitle}</h2>
        <p class="muted small">${t.help.userLead}</p>
        <dl class="answers">
          <div><dt>${t.help.user}</dt><dd class="num">${me.login}</dd></div>
          <div><dt>${t.help.name}</dt><dd>${me.fullName}</dd></div>
          <div><dt>${t.help.document}</dt><dd>${t.documentsShort[papers.type]} <span class="num">${papers.number}</span></dd></div>
          <div>
            <dt>${t.help.roles}</dt>
            <dd>${me.grants.map(({ role, institution }) => html`<span class="line">${t.help.roleAt(t.roles[role].name, institution.name)}</span>`)}</dd>
          </div>
        </dl>
      </section>
      <section class="panel" aria-labelledby="place-data">
        <h2 id="place-data">${t.help.placeTitle}</h2>
        ${this.place()} ${this.email()}
        ${textField(
          { id: 'mobile', label: t.ticket.mobile, hint: t.help.mobileHint, optional: true, error: this.errors.get('mobile') },
          { name: 'mobile', value: form.mobile, type: 'tel', inputmode: 'tel', maxlength: 16, autocomplete: 'tel-national', onInput: (mobile) => this.set({ mobile }) },
        )}
        ${textField(
          { id: 'annex', label: t.ticket.annex, hint: t.help.annexHint, optional: true, error: this.errors.get('annex') },
          { name: 'annex', value: form.annex, inputmode: 'numeric', maxlength: 10, onInput: (annex) => this.set({ annex }) },
        )}
      </section>`;
  }

  private place() {
    const { form, ownPlaces } = this;
    const only = ownPlaces.length === 1 && !this.holdsOffice ? ownPlaces[0] : undefined;
    if (only) {
      return html`<dl class="answers"><div><dt>${t.help.placeCode}</dt><dd><span class="num">${only.code}</span> · ${only.name}</dd></div></dl>`;
    }
    const error = this.errors.get('institution');
    return html`<fieldset class="field ${error ? 'wrong' : ''}" id=${this.otherPlace ? nothing : 'institution'} tabindex="-1">
      <legend>${t.help.place}</legend>
      ${error && !this.otherPlace ? html`<span class="error"><span class="aside">${t.error}: </span>${error}</span>` : nothing}
      <div class="choices">
        ${ownPlaces.map(
          ({ code, name, kind }) => html`<label class="choice">
            <input
              type="radio"
              name="place"
              .checked=${!this.otherPlace && form.institution === code}
              @change=${() => {
                this.otherPlace = false;
                this.set({ institution: code });
              }}
            />
            <span>${name}<br /><span class="muted small num">${kind === 'country' ? t.kinds.country : code}</span></span>
          </label>`,
        )}
        ${this.holdsOffice
          ? html`<label class="choice">
                <input
                  type="radio"
                  name="place"
                  .checked=${this.otherPlace}
                  @change=${() => {
                    this.otherPlace = true;
                    this.set({ institution: '' });
                  }}
                />
                <span>${t.help.placeOther}</span>
              </label>
              ${this.otherPlace ? html`<div class="under">${this.placeCode()}</div>` : nothing}`
          : nothing}
      </div>
    </fieldset>`;
  }

  private placeCode() {
    const code = institutionCode(this.form.institution);
    const name = code ? nameOf(code, this.me) : '';
    const pick = () =>
      document.querySelector<PlaceChooser>('portero-place-chooser')?.show((institution) => {
        learn(institution);
        this.set({ institution: institution.code });
      });
    return html`${textField(
        { id: 'institution', label: t.help.placeCode, hint: t.help.placeCodeHint, error: this.errors.get('institution') },
        { name: 'institution', value: this.form.institution, maxlength: 16, onInput: (institution) => this.set({ institution }) },
      )}
      <p class="small" role="status">${name && name !== code ? name : ''}</p>
      <button type="button" class="btn" @click=${pick}>${t.help.placeFind}</button>`;
  }

  private email() {
    const { form } = this;
    const { email } = this.known;
    const error = this.errors.get('email');
    const other = (more: { label: string; hint: string | TemplateResult }) =>
      textField(
        { id: 'email', error, ...more },
        { name: 'email', value: form.email, type: 'email', inputmode: 'email', maxlength: 254, autocomplete: 'email', capitals: 'none', onInput: (typed) => this.set({ email: typed, emailIs: 'other' }) },
      );
    if (!email) {
      const bounces = this.me.emailStanding === 'bouncing' && this.me.email;
      return other({ label: t.ticket.email, hint: bounces ? html`${t.help.emailBouncing(this.me.email!)} ${t.help.emailHint}` : t.help.emailHint });
    }
    return html`<fieldset class="field ${error ? 'wrong' : ''}" id=${form.emailIs === 'other' ? nothing : 'email'} tabindex="-1" aria-describedby="email-of">
      <legend>${t.help.email}</legend>
      <span class="hint" id="email-of">${t.help.emailHint}</span>
      ${error && form.emailIs !== 'other' ? html`<span class="error"><span class="aside">${t.error}: </span>${error}</span>` : nothing}
      <div class="choices">
        <label class="choice">
          <input type="radio" name="email-is" .checked=${form.emailIs === 'same'} @change=${() => this.set({ emailIs: 'same' })} />
          <span class="mail">${t.help.emailYes(email)}</span>
        </label>
        <label class="choice">
          <input type="radio" name="email-is" .checked=${form.emailIs === 'other'} @change=${() => this.set({ emailIs: 'other' })} />
          <span>${t.help.emailNo}</span>
        </label>
        ${form.emailIs === 'other' ? html`<div class="under">${other({ label: t.help.emailOther, hint: '' })}</div>` : nothing}
      </div>
    </fieldset>`;
  }

  // Tema

  private topic(topics: readonly Topic[]) {
    const path = pathTo(topics, this.form.topic);
    const last = path.at(-1);
    const chosen = last && isLeaf(topics, last) ? last : undefined;
    return html`${topicTree({ topics, chosen: this.form.topic, error: this.errors.get('topic'), onChoose: (topic) => this.set({ topic }) })}
      <div role="status">${chosen ? html`<p class="note small">${this.promised(chosen)}</p>` : nothing}</div>
      ${this.suggestions(path)}`;
  }

  private promised(topic: Topic) {
    const { attach } = textOf(topic, language);
    return html`${t.help.within(topic.hours)}${attach ? html` <b>${t.help.attach}:</b> ${attach}` : nothing}`;
  }

  private suggestions(path: readonly Topic[]) {
    const offered = path.flatMap((topic) => (textOf(topic, language).suggestions ?? []).map((suggestion) => ({ topic: topic.topic, ...suggestion })));
    if (offered.length === 0) {
      return nothing;
    }
    return html`<section class="panel sunk suggestions" aria-labelledby="suggested">
      <h2 id="suggested">${t.help.suggestions}</h2>
      ${offered.map(
        ({ topic, question, answer }) => html`<details>
          <summary>${question}</summary>
          <p class="words">${answer}</p>
          <p class="row">
            <b>${t.help.solved}</b>
            <button type="button" class="btn" aria-label=${t.help.solvedOf(t.help.yes, question)} @click=${() => void this.solved(topic)}>${t.help.yes}</button>
            <button type="button" class="btn quiet" aria-label=${t.help.solvedOf(t.help.no, question)} @click=${closeDetails}>${t.help.no}</button>
          </p>
        </details>`,
      )}
    </section>`;
  }

  private avoided() {
    return html`<div class="stack narrow">
      <h1 tabindex="-1">${t.help.avoidedTitle}</h1>
      <p>${t.help.avoided}</p>
      <div class="row">
        <a class="btn main" href="/" @click=${() => void this.forget()}>${t.common.home}</a>
        <a class="btn quiet" href=${this.hrefTo('tema')}>${t.help.goOnAnyway}</a>
      </div>
    </div>`;
  }

  // Su consulta

  private consultation(topics: readonly Topic[]) {
    const topic = pathTo(topics, this.form.topic).at(-1);
    const attach = topic ? textOf(topic, language).attach : undefined;
    return html`<div class="panel">
      ${this.affected()} ${this.comment()}
      <portero-file-picker
        .uploads=${this.uploads}
        .hint=${attach ? `${t.help.attach}: ${attach}` : undefined}
        .error=${this.errors.get('files')}
      ></portero-file-picker>
    </div>`;
  }

  private affected() {
    const { affected } = this.form;
    const people = this.people?.of === institutionCode(this.form.institution) ? this.people?.people : undefined;
    const text = { id: 'affected', label: t.ticket.affected, hint: t.help.affectedHint, optional: true, error: this.errors.get('affected') };
    if (affected) {
      return html`<div class="field ${text.error ? 'wrong' : ''}" id="affected" tabindex="-1">
        <span class="legend">${t.ticket.affected}</span>
        ${text.error ? html`<span class="error"><span class="aside">${t.error}: </span>${text.error}</span>` : nothing}
        <div class="row">
          <b>${affected.fullName}</b>
          <button type="button" class="btn quiet" @click=${this.noPerson}>${t.help.affectedNone}</button>
        </div>
      </div>`;
    }
    if (!people || people.length === 0) {
      return nothing;
    }
    return html`<portero-person-box
      .people=${people}
      .chosen=${undefined}
      .text=${text}
      @chosen=${({ detail }: CustomEvent<Person | undefined>) => detail && this.set({ affected: { person: detail.person, fullName: detail.fullName } })}
    ></portero-person-box>`;
  }

  private noPerson(): void {
    const { affected: _, ...rest } = this.form;
    this.form = rest;
    this.changed();
    this.requestUpdate();
    void this.updateComplete.then(() => this.one<HTMLElement>('#affected, #comment')?.focus());
  }

  private comment() {
    const text = { id: 'comment', label: t.help.comment, hint: t.help.commentHint, error: this.errors.get('comment') };
    const left = LONGEST_COMMENT - lengthOfText(this.form.comment);
    const words = left < 0 ? t.help.over(-left) : t.help.left(left);
    return html`${field(
        text,
        html`<textarea
            id="comment"
            name="comment"
            rows="6"
            .value=${this.form.comment}
            aria-describedby="comment-hint ${text.error ? 'comment-error' : ''} comment-left"
            aria-invalid=${text.error ? 'true' : nothing}
            @input=${(event: InputEvent) => this.set({ comment: (event.target as HTMLTextAreaElement).value })}
          ></textarea>
          <span class="small num ${left < 0 ? 'error' : 'muted'}" id="comment-left">${words}</span>`,
      )}
      <span class="aside" role="status">${left <= NEARLY ? words : ''}</span>`;
  }

  // Revise antes de enviar

  private check(topics: readonly Topic[]) {
    const { form, pending } = this;
    const locked = this.gaveUp || this.busy !== undefined;
    const code = institutionCode(form.institution) ?? form.institution;
    const place = nameOf(code, this.me);
    const topic = pathTo(topics, form.topic).at(-1);
    const row = (label: string, value: unknown, step: Step, named = label) => html`<div>
      <dt>${label}</dt>
      <dd>${value}</dd>
      <dd>${locked ? nothing : html`<a href=${this.hrefTo(step)} aria-label=${t.help.changeOf(named)}>${t.help.change}</a>`}</dd>
    </div>`;
    return html`${this.gaveUp && pending
        ? html`<div class="alert warn" role="alert" tabindex="-1" data-summary><p>${t.help.unknown}</p></div>`
        : nothing}
      <dl class="answers checked">
        <div><dt>${t.help.user}</dt><dd>${this.me.fullName} · <span class="num">${this.me.login}</span></dd><dd></dd></div>
        ${row(t.ticket.institution, html`<span class="num">${code}</span>${place === code ? nothing : ` · ${place}`}`, 'datos')}
        ${row(
          t.help.emailAndMobile,
          html`<span class="mail">${emailOf(form, this.known)}</span>${form.mobile.trim() ? html` · <span class="num">${spacedMobile(bareMobile(form.mobile))}</span>` : nothing}${form.annex.trim()
            ? html` · ${t.help.annexShort(form.annex.trim())}`
            : nothing}`,
          'datos',
        )}
        ${row(t.ticket.topic, topicTitle(topics, form.topic, language), 'tema')}
        ${form.affected ? row(t.ticket.affected, form.affected.fullName, 'consulta') : nothing}
        ${row(t.help.query, html`<span class="words">${form.comment.trim()}</span>`, 'consulta')}
        ${row(t.files.label, this.files(), 'consulta')}
      </dl>
      <p class="note">${topic ? t.help.within(topic.hours) : nothing} ${t.help.keptHere}</p>`;
  }

  private files() {
    const { items } = this.uploads;
    const asSent = this.pending?.body.attachments?.length ?? 0;
    if (items.length === 0) {
      return html`<span class=${asSent ? 'num' : 'muted'}>${asSent || t.help.noFiles}</span>`;
    }
    return html`<ul class="plain-list">
      ${items.map(
        (upload) => html`<li>
          <span class="mail">${upload.name}</span>
          <span class="muted small num">${sizeWords(upload.size, t.locale)} · ${stateWords(upload)}</span>
          ${upload.phase === 'uploading' && !upload.delay
            ? html`<progress max="100" .value=${Math.round((upload.sent / upload.size) * 100)} aria-label=${t.files.of(t.files.states.uploading, upload.name)}></progress>`
            : nothing}
        </li>`,
      )}
    </ul>`;
  }

  // Solicitud enviada

  private confirmation() {
    const number = this.query.get('solicitud') ?? '';
    const { ticket } = this;
    const copy = async () => {
      this.copied = await navigator.clipboard.writeText(number).then(
        () => true,
        () => false,
      );
      this.requestUpdate();
    };
    if (this.unread && !ticket) {
      return html`<div class="stack narrow">
        <h1 tabindex="-1">${t.help.sentTitle}</h1>
        ${unread(this.unread, () => {
          this.unread = undefined;
          this.requestUpdate();
        })}
      </div>`;
    }
    return html`<div class="stack narrow">
      <section class="receipt stack">
        <h1 tabindex="-1">${t.help.sentTitle}</h1>
        <p>${t.help.sentNumber}<br />${bigNumber(number)}</p>
        <div class="row no-print">
          <button type="button" class="btn" @click=${() => void copy()}>${t.help.copy}</button>
          <button type="button" class="btn" @click=${() => print()}>${t.help.print}</button>
          <span role="status" class="small">${this.copied === undefined ? '' : this.copied ? t.help.copied : t.help.notCopied}</span>
        </div>
      </section>
      <h2>${t.help.nextTitle}</h2>
      ${ticket
        ? html`<ol class="bullets">
            <li><b>${t.help.nextPromise(dayAndHour(ticket.promisedAt, serverNow()))}</b></li>
            <li class="mail">${t.help.nextMail(ticket.email)}</li>
            <li>${t.help.nextAsk}</li>
            <li>${t.help.nextPhone}</li>
          </ol>`
        : loading(2)}
      <div class="row no-print">
        <a class="btn main" href=${address(`/solicitudes/${number}`, { ie: this.ie })}>${t.help.see}</a>
        <a class="btn quiet" href=${this.hrefTo('datos')}>${t.help.another}</a>
      </div>
    </div>`;
  }

  private startOverDialog() {
    return html`<dialog id="start-over" aria-labelledby="start-over-title" aria-describedby="start-over-what">
      <h2 id="start-over-title">${t.help.startOverTitle}</h2>
      <p id="start-over-what">${t.help.startOverWhat}</p>
      <div class="row">
        <button type="button" class="btn main bad" @click=${() => void this.startOver()}>${t.help.startOverSubmit}</button>
        <button type="button" class="btn quiet" autofocus @click=${() => this.one<HTMLDialogElement>('#start-over')!.close()}>${t.common.cancel}</button>
      </div>
    </dialog>`;
  }
}

function blank(institution: string): HelpForm {
  return { institution, emailIs: '', email: '', mobile: '', annex: '', topic: '', comment: '' };
}

function closeDetails(event: Event): void {
  const details = (event.target as Element).closest('details')!;
  details.open = false;
  details.querySelector('summary')!.focus();
}

customElements.define('portero-help-form', HelpFormScreen);
