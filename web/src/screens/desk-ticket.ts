import { html, nothing, type PropertyValues } from 'lit';
import { assignTicket, notePresence, type Presences } from '../api/desk.ts';
import { refusal, Refused } from '../api/refused.ts';
import { serverNow } from '../api/server-clock.ts';
import type { Institution, MyAccess, NewEntry, Ticket, TicketAct, TicketEntry, Topic } from '../api/shapes.ts';
import { replyToTicket, showTicket } from '../api/tickets.ts';
import { t } from '../messages/desk.ts';
import { language } from '../messages/messages.ts';
import { focusSummary, loading, refusedAlert, summary, unread } from '../parts/alerts.ts';
import { delayed } from '../parts/delayed.ts';
import { type AssignDialog } from '../parts/desk-assign-dialog.ts';
import '../parts/desk-assign-dialog.ts';
import { type MergeDialog } from '../parts/desk-merge-dialog.ts';
import '../parts/desk-merge-dialog.ts';
import { type OfferDialog } from '../parts/desk-offer-dialog.ts';
import '../parts/desk-offer-dialog.ts';
import { type PersonDialog } from '../parts/desk-person-dialog.ts';
import '../parts/desk-person-dialog.ts';
import '../parts/file-picker.ts';
import { eventWords } from '../parts/thread.ts';
import '../parts/thread.ts';
import { nameTab, View } from '../parts/view.ts';
import { draftOf, forgetDraft, keepDraft } from '../session/desk-drafts.ts';
import { GAVE_UP, insist } from '../session/insist.ts';
import { browserMeans } from '../session/sending-files.ts';
import { Uploads } from '../session/uploads.ts';
import { cannedFor, fill, unfilled, type Variable } from '../text/canned.ts';
import { recent } from '../text/dates.ts';
import { due } from '../text/queue.ts';
import { dayAndHour, lengthOfText, STATUS_TAGS } from '../text/tickets.ts';
import { topicName, topicTitle } from '../text/topics.ts';

type Kind = NewEntry['kind'];

const KINDS: readonly Kind[] = ['reply', 'question', 'note', 'solution'];
const LONGEST = 2_000;
const PRESENCE = 20_000;
/** Who has not touched a key for so long is looking, not writing. */
const WRITING = 60_000;

/** One request as the agent works at it: who asks what, what was said, and the next thing to say. Says `changed` with the ticket. */
export class DeskTicket extends View {
  static override properties = {
    me: { attribute: false },
    ie: {},
    number: {},
    topics: { attribute: false },
    toSchool: { attribute: false },
  };

  declare me: MyAccess;
  declare ie: string;
  declare number: string;
  declare topics: Topic[];
  /** Where the other requests of an institution are listed. */
  declare toSchool: (school: Institution) => string;

  private ticket: Ticket | undefined;
  private refused: Refused | undefined;
  private failed: Refused | undefined;
  private busy: 'taking' | 'sending' | undefined;
  private said = '';
  private others: Presences['others'] = [];
  /** What came while the ticket was open, until the agent has read it. */
  private news: TicketEntry[] | undefined;
  private kind: Kind = 'reply';
  private text = '';
  private typedAt = 0;
  private restored = false;
  /** Somebody came here by a click or a key, and reads on once the ticket is there. */
  private arriving = false;
  private errors = new Map<string, string>();
  private cannedOpen = false;
  private attaching = false;
  private uploads = new Uploads(browserMeans);
  private delay: Refused | undefined;
  private abandon = new AbortController();
  /** What was sent without an answer: sent again it must be the very same, so that it is not said twice. */
  private unanswered: { key: string; body: NewEntry } | undefined;
  private presence: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.presence = setInterval(() => void this.noteIt(), PRESENCE);
    document.addEventListener('visibilitychange', this.comeBack);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.presence);
    document.removeEventListener('visibilitychange', this.comeBack);
    this.abandon.abort();
    this.uploads.stop();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('number')) {
      this.forgetAll();
      void this.load();
    }
  }

  /** Nothing of the request before may stay in the next one's place. */
  private forgetAll(): void {
    this.abandon.abort();
    this.uploads.stop();
    this.uploads = this.newUploads();
    this.ticket = undefined;
    this.refused = undefined;
    this.failed = undefined;
    this.busy = undefined;
    this.said = '';
    this.others = [];
    this.news = undefined;
    this.errors = new Map();
    this.cannedOpen = false;
    this.attaching = false;
    this.delay = undefined;
    this.unanswered = undefined;
    this.typedAt = 0;
    const draft = draftOf(this.me.person, this.number);
    this.kind = draft?.kind ?? 'reply';
    this.text = draft?.text ?? '';
    this.restored = draft !== undefined;
  }

  private newUploads(): Uploads {
    const uploads = new Uploads(browserMeans);
    uploads.onChange(() => this.requestUpdate());
    return uploads;
  }

  private async load(): Promise<void> {
    const { number } = this;
    this.refused = undefined;
    this.requestUpdate();
    try {
      const ticket = await showTicket(number);
      if (this.number === number) {
        this.hold(ticket);
        void this.noteIt();
      }
    } catch (thrown) {
      if (this.number === number) {
        this.refused = refusal(thrown);
      }
    }
    this.requestUpdate();
  }

  /** The ticket as it is now; a way of writing that no longer fits gives way to one that does. */
  private hold(ticket: Ticket): void {
    this.ticket = ticket;
    const { kinds } = this;
    if (kinds.length > 0 && !kinds.includes(this.kind)) {
      this.kind = kinds[0]!;
    }
  }

  /** Takes a ticket that an act answered with. */
  private became(ticket: Ticket, said: string): void {
    if (ticket.ticket === this.number) {
      this.hold(ticket);
      this.failed = undefined;
      this.said = said;
      this.requestUpdate();
    }
    this.dispatchEvent(new CustomEvent('changed', { detail: ticket }));
  }

  private may(act: TicketAct): boolean {
    return this.ticket?.acts.includes(act) ?? false;
  }

  private get kinds(): Kind[] {
    return KINDS.filter((kind) => this.may(kind));
  }

  private comeBack = () => {
    if (document.visibilityState === 'visible') {
      void this.noteIt();
    }
  };

  /** Tells the others, hears of them, and whether the ticket has changed. */
  private async noteIt(): Promise<void> {
    const { number, ticket } = this;
    if (!ticket || document.visibilityState !== 'visible') {
      return;
    }
    try {
      const { others, version } = await notePresence(number, this.isWriting);
      if (this.number === number) {
        this.others = others;
        this.requestUpdate();
        if (version > (this.ticket?.version ?? version) && this.busy !== 'sending') {
          await this.renew();
        }
      }
    } catch (thrown) {
      // Who else is there is a courtesy: without a line, nobody is told anything.
      refusal(thrown);
      this.others = [];
      this.requestUpdate();
    }
  }

  private get isWriting(): boolean {
    return this.text.trim() !== '' && Date.now() - this.typedAt < WRITING;
  }

  /** Reads the ticket again and points at what is new; the text being written stays. */
  private async renew(): Promise<void> {
    const { number, ticket: before } = this;
    const ticket = await showTicket(number);
    if (this.number !== number || !before || ticket.version <= before.version) {
      return;
    }
    const known = new Set(before.timeline.map(({ entry }) => entry));
    const added = ticket.timeline.filter(({ entry, by }) => !known.has(entry) && by.person !== this.me.person);
    this.news = [...(this.news ?? []), ...added];
    this.hold(ticket);
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent('changed', { detail: ticket }));
  }

  /** The focus goes where reading begins. */
  arrive(): void {
    this.arriving = true;
    this.requestUpdate();
  }

  async take(): Promise<void> {
    const { ticket, busy } = this;
    if (!ticket || busy || !this.may('assign') || ticket.assignee?.person === this.me.person) {
      return;
    }
    this.busy = 'taking';
    this.failed = undefined;
    this.requestUpdate();
    try {
      this.became(await assignTicket(ticket.ticket, this.me.person, ticket.version), t.desk.taken);
    } catch (thrown) {
      await this.fail(thrown);
    }
    this.busy = undefined;
    this.requestUpdate();
  }

  /** Puts the pen in the agent's hand. */
  async write(kind: Kind): Promise<void> {
    if (!this.may(kind)) {
      return;
    }
    this.choose(kind);
    await this.updateComplete;
    const field = this.one<HTMLTextAreaElement>('#message');
    field?.focus();
    field?.scrollIntoView({ block: 'center' });
  }

  private choose(kind: Kind): void {
    this.kind = kind;
    this.errors = new Map();
    this.keep();
    this.requestUpdate();
  }

  private typed(event: InputEvent): void {
    const first = !this.isWriting;
    this.text = (event.target as HTMLTextAreaElement).value;
    this.typedAt = Date.now();
    this.restored = false;
    this.said = '';
    this.keep();
    this.requestUpdate();
    if (first && this.isWriting) {
      void this.noteIt();
    }
  }

  private keep(): void {
    keepDraft(this.me.person, this.number, { kind: this.kind, text: this.text });
  }

  private use(title: string, text: string): void {
    const ticket = this.ticket!;
    const known: Record<Variable, string | undefined> = {
      persona: ticket.affectedPerson?.fullName,
      solicitante: ticket.requester.fullName,
      institucion: ticket.institution.name,
      numero: ticket.ticket,
      agente: this.me.fullName,
    };
    const filled = fill(text, Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)));
    const field = this.one<HTMLTextAreaElement>('#message')!;
    const before = this.text.slice(0, field.selectionStart);
    const after = this.text.slice(field.selectionEnd);
    this.text = `${before}${before && !before.endsWith('\n') ? '\n' : ''}${filled}${after}`;
    this.typedAt = Date.now();
    this.cannedOpen = false;
    this.restored = false;
    this.said = t.desk.cannedPut(title);
    this.keep();
    this.requestUpdate();
    void this.updateComplete.then(() => {
      field.focus();
      if (unfilled(this.text).length > 0) {
        this.select(unfilled(this.text)[0]!);
      }
    });
  }

  /** Selects what is still in braces, so that typing replaces it. */
  private select(what: string): void {
    const field = this.one<HTMLTextAreaElement>('#message')!;
    const at = field.value.indexOf(what);
    field.focus();
    field.setSelectionRange(at, at + what.length);
  }

  private check(): void {
    this.errors = new Map();
    const length = lengthOfText(this.text);
    const gaps = this.kind === 'note' ? [] : unfilled(this.text);
    if (length === 0) {
      this.errors.set('message', t.desk.missing[this.kind]);
    } else if (length > LONGEST) {
      this.errors.set('message', t.desk.tooLong(length - LONGEST));
    } else if (gaps.length > 0) {
      this.errors.set('message', t.desk.unfilled(gaps.join(', ')));
    }
    if (!this.uploads.sent) {
      this.errors.set('files', t.desk.filesWaiting);
    }
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { ticket, kind, number } = this;
    if (!ticket || this.busy) {
      return;
    }
    this.failed = undefined;
    this.said = '';
    this.check();
    if (this.errors.size > 0) {
      await this.showErrors();
      return;
    }
    const { attachments } = this.uploads;
    const sent = this.intention({ kind, text: this.text.trim(), ...(attachments.length > 0 ? { attachments } : {}), version: ticket.version });
    this.busy = 'sending';
    this.abandon = new AbortController();
    this.requestUpdate();
    try {
      const answered = await insist(
        () => replyToTicket(number, sent.body, sent.key),
        this.abandon,
        (why) => {
          this.delay = why;
          this.requestUpdate();
        },
      );
      forgetDraft(this.me.person, number);
      if (this.number === number) {
        this.sent(answered, kind);
      }
    } catch (thrown) {
      if (this.number !== number) {
        return;
      }
      await this.understand(thrown);
    }
    this.busy = undefined;
    this.delay = undefined;
    this.requestUpdate();
  }

  /** The same words sent again carry the same key and the version that they were first sent for. */
  private intention(body: NewEntry): { key: string; body: NewEntry } {
    const plain = ({ kind, text, attachments }: NewEntry) => JSON.stringify([kind, text, attachments]);
    if (!this.unanswered || plain(this.unanswered.body) !== plain(body)) {
      this.unanswered = { key: crypto.randomUUID(), body };
    }
    return this.unanswered;
  }

  private sent(ticket: Ticket, kind: Kind): void {
    this.unanswered = undefined;
    this.text = '';
    this.typedAt = 0;
    this.news = undefined;
    this.restored = false;
    this.attaching = false;
    this.uploads.stop();
    this.uploads = this.newUploads();
    this.kind = 'reply';
    this.became(ticket, t.desk.sent[kind]);
  }

  private async understand(thrown: unknown): Promise<void> {
    if (thrown === GAVE_UP) {
      this.errors = new Map([['message', t.desk.gaveUp]]);
    } else {
      const refused = refusal(thrown);
      this.unanswered = undefined;
      if (refused.fields.has('text')) {
        this.errors = new Map([['message', t.fields[refused.fields.get('text')!]]]);
      } else {
        await this.fail(refused);
        return;
      }
    }
    await this.showErrors();
  }

  /** Where somebody was quicker, what they did is shown; the refusal itself says nothing that would help. */
  private async fail(thrown: unknown): Promise<void> {
    const refused = refusal(thrown);
    this.failed = refused;
    if (refused.code === 'changed-meanwhile') {
      try {
        this.news ??= [];
        await this.renew();
        this.failed = undefined;
      } catch (again) {
        this.failed = refusal(again);
      }
    }
    await this.showErrors();
  }

  private async showErrors(): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
    focusSummary(this);
  }

  private done({ detail }: CustomEvent<{ ticket: Ticket; said: string }>): void {
    this.became(detail.ticket, detail.said);
    this.one<HTMLElement>('h2')?.focus();
  }

  /** A dialog found that somebody was quicker. */
  private async overtaken(): Promise<void> {
    try {
      this.news ??= [];
      await this.renew();
    } catch (thrown) {
      this.failed = refusal(thrown);
    }
    await this.showErrors();
  }

  protected override updated(): void {
    if (this.ticket) {
      nameTab(`${this.ticket.ticket} ${topicName(this.topics, this.ticket.topic, language)}`, this.errors.size > 0);
    }
    const heading = this.one<HTMLElement>('h2');
    if (this.arriving && heading) {
      this.arriving = false;
      heading.focus({ preventScroll: true });
    }
    const field = this.one<HTMLTextAreaElement>('#message');
    if (field && field.value !== this.text) {
      field.value = this.text;
    }
  }

  protected override render() {
    const { ticket } = this;
    if (!ticket) {
      return this.refused ? unread(this.refused, () => void this.load()) : loading(4);
    }
    return html`${this.heading(ticket)}
      ${this.company()}
      <portero-thread .ticket=${ticket} .me=${this.me.person} .side=${'agent'}></portero-thread>
      ${this.tidings()} ${this.composer(ticket)}
      <portero-assign-dialog .me=${this.me} @done=${this.done} @overtaken=${this.overtaken}></portero-assign-dialog>
      <portero-merge-dialog .ie=${this.ie} .topics=${this.topics} @done=${this.done} @overtaken=${this.overtaken}></portero-merge-dialog>
      <portero-offer-dialog @done=${this.done} @overtaken=${this.overtaken}></portero-offer-dialog>
      <portero-person-dialog .me=${this.me} .ie=${this.ie}></portero-person-dialog>`;
  }

  private heading(ticket: Ticket) {
    const now = serverNow();
    const { words, urgency } = due(ticket, now);
    return html`<header class="request">
      <div class="ends">
        <span class="muted small num">${ticket.ticket}</span>
        <span class="small num when ${urgency}">${words}</span>
      </div>
      <h2 tabindex="-1">${topicTitle(this.topics, ticket.topic, language)}</h2>
      <p class="row tags">
        <span class="tag ${STATUS_TAGS[ticket.status]}">${t.ticket.status[ticket.status]}</span>
        ${ticket.priority === 'high' || ticket.priority === 'urgent' ? html`<span class="flag">${t.queue.priority[ticket.priority]}</span>` : nothing}
        ${ticket.rating ? html`<span class="small">${t.desk.rating(ticket.rating)}</span>` : nothing}
      </p>
      ${this.facts(ticket)} ${this.actions(ticket)} ${refusedAlert(this.failed)}
    </header>`;
  }

  private facts(ticket: Ticket) {
    const { context, resetOffer } = ticket;
    const contact = [ticket.mobile, ticket.annex ? t.desk.annex(ticket.annex) : undefined].filter(Boolean).join(' · ');
    const what = context ? [context.screen, problemWords(context.problem)].filter(Boolean).join(': ') : '';
    return html`<dl class="facts small">
      <div><dt>${t.desk.from}</dt><dd>${ticket.requester.fullName}<br /><span class="muted mail">${ticket.email}</span>${contact ? html`<br /><span class="muted num">${contact}</span>` : nothing}</dd></div>
      <div><dt>${t.desk.school}</dt><dd>${ticket.institution.name}<br /><a data-quiet href=${this.toSchool(ticket.institution)}>${t.desk.sameSchool}</a></dd></div>
      ${ticket.affectedPerson ? html`<div><dt>${t.desk.person}</dt><dd>${ticket.affectedPerson.fullName}</dd></div>` : nothing}
      <div><dt>${t.desk.assignee}</dt><dd>${ticket.assignee ? (ticket.assignee.person === this.me.person ? t.desk.you : ticket.assignee.fullName) : t.desk.nobody}</dd></div>
      <div><dt>${t.desk.promised}</dt><dd class="num">${dayAndHour(ticket.promisedAt, serverNow())}${ticket.routedTo.code === this.ie ? nothing : html`<br /><span class="muted">${t.desk.routedTo(ticket.routedTo.name)}</span>`}</dd></div>
      ${what || context?.requestId
        ? html`<div><dt>${t.desk.context}</dt><dd class="mail">${what}${context?.requestId ? html`<br /><span class="muted num">${t.desk.requestId(context.requestId)}</span>` : nothing}</dd></div>`
        : nothing}
      ${resetOffer ? html`<div><dt>${t.desk.newPassword}</dt><dd>${t.desk.offer(dayAndHour(resetOffer.until, serverNow()))}</dd></div>` : nothing}
    </dl>`;
  }

  private actions(ticket: Ticket) {
    const mine = ticket.assignee?.person === this.me.person;
    const button = (text: string, act: () => void, more = '') => html`<button type="button" class="btn ${more}" @click=${act}>${text}</button>`;
    return html`<div class="row acts" role="group" aria-label=${t.desk.actions}>
      ${this.may('assign') && !mine
        ? html`<button type="button" class="btn" aria-keyshortcuts="t" aria-disabled=${this.busy ? 'true' : nothing} @click=${() => void this.take()}>
            ${this.busy === 'taking' ? t.desk.taking : t.desk.take}
          </button>`
        : nothing}
      ${this.may('solution') ? button(t.desk.resolve, () => void this.write('solution')) : nothing}
      ${ticket.affectedPerson ? button(t.desk.see, () => this.one<PersonDialog>('portero-person-dialog')!.show(ticket)) : nothing}
      ${this.may('offer-reset') ? button(t.desk.reset, () => this.one<OfferDialog>('portero-offer-dialog')!.show(ticket), 'quiet') : nothing}
      ${this.may('assign') ? button(t.desk.assign, () => this.one<AssignDialog>('portero-assign-dialog')!.show(ticket), 'quiet') : nothing}
      ${this.may('merge') ? button(t.desk.merge, () => this.one<MergeDialog>('portero-merge-dialog')!.show(ticket), 'quiet') : nothing}
    </div>`;
  }

  /** Who else is at it. */
  private company() {
    const names = (writing: boolean) => this.others.filter((other) => other.writing === writing).map(({ fullName }) => fullName);
    const sentence = (people: string[], one: (names: string) => string, more: (names: string) => string) =>
      people.length === 0 ? nothing : html`<p>${people.length === 1 ? one(people[0]!) : more(t.desk.others.and(people.slice(0, -1).join(', '), people.at(-1)!))}</p>`;
    return html`<div role="status">
      ${this.others.length > 0
        ? html`<div class="alert warn company">
            ${sentence(names(true), t.desk.others.writing, t.desk.others.writingMany)} ${sentence(names(false), t.desk.others.looking, t.desk.others.lookingMany)}
          </div>`
        : nothing}
    </div>`;
  }

  /** What came while the agent was reading or writing. */
  private tidings() {
    const { news } = this;
    return html`<div role="status">
      ${news
        ? html`<div class="alert warn" tabindex="-1" data-summary>
            <h2>${t.desk.news}</h2>
            ${news.length > 0
              ? html`<ul>
                  ${news.map(({ entry, by, text, at, ...rest }) => {
                    const what = rest.kind === 'reply' ? nothing : eventWords({ entry, by, at, ...rest });
                    return html`<li>
                      <a href="#entry-${entry}" @click=${(event: Event) => this.show(event, entry)}>${by.fullName ?? t.thread.system}, ${recent(at, serverNow())}</a>:
                      ${what} ${text ? html`<q>${text.length > 120 ? `${text.slice(0, 119)}…` : text}</q>` : nothing}
                    </li>`;
                  })}
                </ul>`
              : html`<p>${t.desk.changedWithout}</p>`}
            ${this.text.trim() ? html`<p>${t.desk.newsKept}</p>` : nothing}
            <button
              type="button"
              class="btn"
              @click=${() => {
                this.news = undefined;
                this.requestUpdate();
                this.one<HTMLElement>('#message')?.focus();
              }}
            >
              ${t.desk.seen}
            </button>
          </div>`
        : nothing}
    </div>`;
  }

  private show(event: Event, entry: string): void {
    event.preventDefault();
    const at = document.getElementById(`entry-${entry}`);
    at?.setAttribute('tabindex', '-1');
    at?.focus();
    at?.scrollIntoView({ block: 'center' });
  }

  private composer(ticket: Ticket) {
    const { kinds, kind } = this;
    if (kinds.length === 0) {
      return html`<p class="panel sunk">${t.desk.ended}</p>`;
    }
    const left = LONGEST - lengthOfText(this.text);
    const gaps = unfilled(this.text);
    const error = this.errors.get('message');
    const described = ['message-what', error ? 'message-error' : '', left < 200 ? 'message-left' : ''].filter(Boolean).join(' ');
    return html`<form class="panel composer kind-${kind}" novalidate @submit=${this.submit}>
      ${summary(this.errors)}
      ${ticket.status === 'resolved' || ticket.status === 'closed' ? html`<p class="small">${t.desk.closed}</p>` : nothing}
      <fieldset class="modes" ?disabled=${this.busy === 'sending'}>
        <legend class="aside">${t.desk.modes}</legend>
        ${kinds.map(
          (each) => html`<label><input type="radio" name="kind" value=${each} .checked=${each === kind} @change=${() => this.choose(each)} /><span>${t.desk.mode[each]}</span></label>`,
        )}
      </fieldset>
      <div class="field ${error ? 'wrong' : ''}">
        <label for="message">${t.desk.text[kind]}</label>
        <span class="hint" id="message-what">${t.desk.modeWhat[kind]}</span>
        ${error ? html`<span class="error" id="message-error"><span class="aside">${t.error}: </span>${error}</span>` : nothing}
        <textarea
          id="message"
          rows="5"
          aria-describedby=${described}
          aria-invalid=${error ? 'true' : nothing}
          ?readonly=${this.busy === 'sending'}
          @input=${this.typed}
        ></textarea>
        ${left < 200 ? html`<span class="small num ${left < 0 ? 'error' : 'muted'}" id="message-left">${t.desk.left(left)}</span>` : nothing}
        ${gaps.length > 0
          ? html`<span class="small gaps">${t.desk.unfilled('')}<span class="marks">${gaps.map((gap) => html`<mark>${gap}</mark> `)}</span>
              <button type="button" class="link" @click=${() => this.select(gaps[0]!)}>${t.desk.unfilledFind}</button></span>`
          : nothing}
      </div>
      ${this.attaching ? html`<portero-file-picker .uploads=${this.uploads} .error=${this.errors.get('files')}></portero-file-picker>` : nothing}
      ${this.canned(ticket)}
      <div role="status" class="said">
        ${this.delay ? delayed(this.delay) : nothing}${this.said ? html`<p class="ok">${this.said}</p>` : nothing}
        ${this.restored && !this.said ? html`<p class="muted small">${t.desk.draftKept}</p>` : nothing}
      </div>
      <div class="row">
        <button class="btn main" aria-disabled=${this.busy ? 'true' : nothing}>${this.busy === 'sending' ? t.desk.sending : t.desk.send[kind]}</button>
        ${this.delay ? html`<button type="button" class="btn quiet" @click=${() => this.abandon.abort()}>${t.add.giveUp}</button>` : nothing}
        <button
          type="button"
          class="btn quiet"
          aria-expanded=${this.cannedOpen ? 'true' : 'false'}
          aria-controls="canned"
          @click=${() => {
            this.cannedOpen = !this.cannedOpen;
            this.requestUpdate();
          }}
        >
          ${t.desk.canned}
        </button>
        ${this.attaching
          ? nothing
          : html`<button
              type="button"
              class="btn quiet"
              @click=${() => {
                this.attaching = true;
                this.requestUpdate();
              }}
            >
              ${t.desk.attach}
            </button>`}
      </div>
    </form>`;
  }

  private canned(ticket: Ticket) {
    const answers = this.cannedOpen ? cannedFor(this.topics, ticket.topic, language) : [];
    return html`<div id="canned" ?hidden=${!this.cannedOpen}>
      ${answers.length === 0
        ? html`<p class="small muted">${t.desk.cannedNone}</p>`
        : html`<ul class="list canned" aria-label=${t.desk.canned}>
            ${answers.map(
              ({ title, text }) => html`<li>
                <button type="button" class="option" @click=${() => this.use(title, text)}>
                  <span><b>${title}</b><br /><span class="muted small">${text.length > 140 ? `${text.slice(0, 139)}…` : text}</span></span>
                </button>
              </li>`,
            )}
          </ul>`}
    </div>`;
  }
}

/** What the requester was told when it failed, where the page knows the code. */
function problemWords(code: string | undefined): string | undefined {
  return (t.problems as Partial<Record<string, string>>)[code ?? ''] ?? code;
}

customElements.define('portero-desk-ticket', DeskTicket);
