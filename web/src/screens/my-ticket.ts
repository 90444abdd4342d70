import { html, nothing, type PropertyValues } from 'lit';
import { refusal, Refused } from '../api/refused.ts';
import { serverNow } from '../api/server-clock.ts';
import type { MyAccess, NewEntry, Ticket, Topic } from '../api/shapes.ts';
import { readTopics, reopenTicket, replyToTicket, showTicket } from '../api/tickets.ts';
import { say } from '../flash.ts';
import { t } from '../messages/help.ts';
import { language } from '../messages/messages.ts';
import { focusSummary, loading, summary, unread } from '../parts/alerts.ts';
import { delayed } from '../parts/delayed.ts';
import { field } from '../parts/field.ts';
import '../parts/file-picker.ts';
import { refusedWithHelp } from '../parts/help-link.ts';
import { type TakeResetDialog } from '../parts/take-reset-dialog.ts';
import '../parts/thread.ts';
import { bigNumber, promise, statusTag } from '../parts/ticket-words.ts';
import { nameTab, View } from '../parts/view.ts';
import { address, place } from '../router.ts';
import { GAVE_UP, insist } from '../session/insist.ts';
import { browserMeans } from '../session/sending-files.ts';
import { unfinishedTaking } from '../session/taking.ts';
import { Uploads } from '../session/uploads.ts';
import { recent } from '../text/dates.ts';
import { spacedMobile } from '../text/person-form.ts';
import { dayAndHour, isOpen, lengthOfText, openQuestion } from '../text/tickets.ts';
import { topicName, topicsAbove } from '../text/topics.ts';

const LONGEST_REPLY = 2_000;
const LONGEST_REASON = 500;

/** One's own request, or one of one's school: what was said, what can be done now. */
class MyTicket extends View {
  static override properties = { me: { attribute: false }, ie: {}, number: {} };

  declare me: MyAccess;
  declare ie: string | undefined;
  declare number: string;

  private ticket: Ticket | undefined;
  private topics: Topic[] = [];
  private unread: Refused | undefined;

  private text = '';
  private uploads = new Uploads(browserMeans);
  private errors = new Map<string, string>();
  private refused: Refused | undefined;
  private busy: 'files' | 'replying' | 'reopening' | undefined;
  private delay: Refused | undefined;
  private abandon = new AbortController();
  /** One key for one reply, however often it has to be sent. */
  private pending: { key: string; body: NewEntry } | undefined;
  private gaveUp = false;
  private newer = false;
  private reopening = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.uploads.stop();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('number')) {
      this.ticket = undefined;
      this.clearReply();
      this.reopening = false;
      void this.load();
    }
  }

  private clearReply(): void {
    this.text = '';
    this.uploads.stop();
    this.uploads = new Uploads(browserMeans);
    this.errors = new Map();
    this.refused = undefined;
    this.pending = undefined;
    this.gaveUp = false;
    this.newer = false;
  }

  private async load(): Promise<void> {
    const { number } = this;
    this.unread = undefined;
    this.requestUpdate();
    try {
      const [ticket, topics] = await Promise.all([showTicket(number), readTopics().catch(() => this.topics)]);
      if (this.number === number) {
        this.ticket = ticket;
        this.topics = topics;
      }
    } catch (thrown) {
      this.unread = refusal(thrown);
    }
    this.requestUpdate();
  }

  private may(act: Ticket['acts'][number]): boolean {
    return this.ticket?.acts.includes(act) ?? false;
  }

  private async reply(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { ticket } = this;
    if (this.busy || !ticket) {
      return;
    }
    this.refused = undefined;
    this.newer = false;
    this.errors = new Map();
    const length = lengthOfText(this.text);
    if (length === 0) {
      this.errors.set('reply', t.tickets.replyMissing);
    } else if (length > LONGEST_REPLY) {
      this.errors.set('reply', t.tickets.replyLong(length - LONGEST_REPLY));
    }
    if (this.uploads.stuck.length > 0) {
      this.errors.set('files', t.help.filesStuck);
    }
    if (this.errors.size > 0) {
      await this.showErrors();
      return;
    }
    this.abandon = new AbortController();
    this.busy = 'files';
    this.requestUpdate();
    const sent = await this.uploads.whenSent(this.abandon.signal);
    this.busy = undefined;
    if (!sent) {
      if (this.uploads.stuck.length > 0) {
        this.errors.set('files', t.help.filesStuck);
      }
      await this.showErrors();
      return;
    }
    const { attachments } = this.uploads;
    await this.send(ticket, {
      kind: 'reply',
      text: this.text.normalize('NFC').trim(),
      ...(attachments.length > 0 ? { attachments } : {}),
      version: ticket.version,
    });
  }

  private async send(ticket: Ticket, body: NewEntry): Promise<void> {
    if (!this.pending || JSON.stringify(this.pending.body) !== JSON.stringify(body)) {
      this.pending = { key: crypto.randomUUID(), body };
    }
    const { key } = this.pending;
    this.busy = 'replying';
    this.gaveUp = false;
    this.requestUpdate();
    try {
      this.ticket = await insist(
        () => replyToTicket(ticket.ticket, body, key),
        this.abandon,
        (why) => {
          this.delay = why;
          this.requestUpdate();
        },
      );
      this.rest();
      this.clearReply();
      this.done(t.tickets.replied);
    } catch (thrown) {
      this.rest();
      if (thrown === GAVE_UP) {
        this.gaveUp = true;
      } else {
        await this.understand(refusal(thrown));
      }
      await this.showErrors();
    }
  }

  private async understand(refused: Refused): Promise<void> {
    if (refused.code === 'changed-meanwhile' || refused.code === 'ticket-closed') {
      this.newer = refused.code === 'changed-meanwhile';
      this.pending = undefined;
      await this.load();
    }
    if (refused.code === 'attachment-not-usable') {
      this.errors.set('files', refused.words);
    } else if (!this.newer) {
      this.refused = refused;
    }
  }

  private async reopen(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { ticket } = this;
    if (this.busy || !ticket) {
      return;
    }
    this.refused = undefined;
    this.errors = new Map();
    const length = lengthOfText(this.text);
    if (length === 0 || length > LONGEST_REASON) {
      this.errors.set('reason', length === 0 ? t.tickets.reopenMissing : t.tickets.replyLong(length - LONGEST_REASON));
      await this.showErrors();
      return;
    }
    this.busy = 'reopening';
    this.requestUpdate();
    try {
      this.ticket = await reopenTicket(ticket.ticket, this.text.normalize('NFC').trim(), ticket.version);
      this.rest();
      this.reopening = false;
      this.clearReply();
      this.done(t.tickets.reopened);
    } catch (thrown) {
      this.rest();
      await this.understand(refusal(thrown));
      await this.showErrors();
    }
  }

  private async takeReset(): Promise<void> {
    this.refused = undefined;
    try {
      await import('../parts/take-reset-dialog.ts').catch(() => {
        throw Refused.unreachable();
      });
      this.one<TakeResetDialog>('portero-take-reset-dialog')!.show(this.ticket!);
    } catch (thrown) {
      this.refused = refusal(thrown);
      await this.showErrors();
    }
  }

  private took(event: CustomEvent<{ ticket: Ticket; said: string }>): void {
    this.ticket = event.detail.ticket;
    this.done(event.detail.said);
    this.requestUpdate();
  }

  private rest(): void {
    this.busy = undefined;
    this.delay = undefined;
    this.requestUpdate();
  }

  private done(what: string): void {
    if (this.isConnected) {
      say(what, place().path);
      this.one<HTMLElement>('h1')?.focus();
    }
  }

  private async showErrors(): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
    focusSummary(this);
  }

  protected override updated(): void {
    nameTab(t.ticket.numbered(this.number), this.errors.size > 0 || this.refused !== undefined);
  }

  protected override render() {
    const { ticket } = this;
    const list = address('/solicitudes', { ie: this.ie, de: place().query.get('de') ?? undefined });
    return html`<nav class="crumbs" aria-label=${t.frame.crumbs}><a href=${list}>${t.tickets.back}</a> / <span class="num">${this.number}</span></nav>
      ${ticket
        ? this.whole(ticket)
        : html`<h1 tabindex="-1">${t.ticket.numbered(this.number)}</h1>
            ${this.unread ? unread(this.unread, () => void this.load()) : loading(4)}`}`;
  }

  private whole(ticket: Ticket) {
    const mine = ticket.requester.person === this.me.person;
    const above = topicsAbove(this.topics, ticket.topic, language);
    return html`<div class="head">
        <div>
          ${above ? html`<p class="muted small">${above}</p>` : nothing}
          <h1 tabindex="-1">${topicName(this.topics, ticket.topic, language)}</h1>
          <p class="row">
            ${statusTag(ticket.status, ticket.status === 'waiting' && mine ? t.tickets.yourTurn : undefined)}
            <span>${promise(ticket)}</span>
          </p>
        </div>
      </div>
      <div class="two ticket">
        <div class="stack">
          ${this.standing(ticket)} ${this.offer(ticket)}
          <portero-thread .ticket=${ticket} .me=${this.me.person} side="requester"></portero-thread>
          ${this.may('reply') ? this.replyForm(ticket) : nothing} ${this.may('reopen') ? this.reopenForm() : nothing}
        </div>
        ${this.facts(ticket)}
      </div>
      <portero-take-reset-dialog
        @taken=${(event: CustomEvent<{ ticket: Ticket; said: string }>) => this.took(event)}
        @stale=${() => void this.load()}
        @unfinished=${() => this.requestUpdate()}
      ></portero-take-reset-dialog>`;
  }

  /** What the reader should know or do first. */
  private standing(ticket: Ticket) {
    const { status, mergedInto, reopenUntil, rating } = ticket;
    if (mergedInto) {
      return html`<div class="note">
        <h2>${t.tickets.mergedTitle}</h2>
        <p>${t.tickets.merged} <a class="num" href=${address(`/solicitudes/${mergedInto}`, { ie: this.ie })}>${mergedInto}</a>.</p>
      </div>`;
    }
    if (openQuestion(ticket) && this.may('reply')) {
      return html`<div class="note">
        <h2>${t.tickets.askedTitle}</h2>
        <p>${t.tickets.asked}</p>
      </div>`;
    }
    if (isOpen(status)) {
      return nothing;
    }
    return html`<div class="note">
      <p><b>${status === 'resolved' ? t.tickets.resolved : t.tickets.closed}</b></p>
      ${reopenUntil && this.may('reopen') ? html`<p>${t.tickets.reopenUntil(dayAndHour(reopenUntil, serverNow()))}</p>` : nothing}
      ${rating ? html`<p>${t.tickets.rated(t.ratings[rating as 1 | 2 | 3 | 4 | 5])}</p>` : nothing}
    </div>`;
  }

  private offer(ticket: Ticket) {
    const unfinished = unfinishedTaking(ticket.ticket);
    if (!unfinished && !(ticket.resetOffer && this.may('take-reset'))) {
      return nothing;
    }
    const name = ticket.affectedPerson?.fullName ?? '';
    return html`<section class="panel offer no-print" aria-labelledby="offered">
      <div>
        <h2 id="offered">${t.tickets.offerTitle(name)}</h2>
        <p>${unfinished ? t.tickets.takeUnfinished : t.tickets.offer(dayAndHour(ticket.resetOffer!.until, serverNow()))}</p>
      </div>
      <button type="button" class="btn main" @click=${() => void this.takeReset()}>${unfinished ? t.tickets.finish : t.tickets.take}</button>
    </section>`;
  }

  private replyForm(ticket: Ticket) {
    const asked = openQuestion(ticket) !== undefined;
    const offered = ticket.resetOffer !== undefined && this.may('take-reset');
    const text = { id: 'reply', label: asked ? t.tickets.reply : t.tickets.replyMore, hint: t.tickets.replyHint, error: this.errors.get('reply') };
    return html`<form class="panel no-print" novalidate @submit=${this.reply}>
      ${summary(this.errors)}${refusedWithHelp(this.reopening ? undefined : this.refused)}${this.warning()}
      ${this.area(text)}
      <portero-file-picker .uploads=${this.uploads} .error=${this.errors.get('files')}></portero-file-picker>
      <div role="status">
        ${this.delay ? delayed(this.delay) : this.busy === 'files' && !this.uploads.sent ? html`<p class="note">${t.help.waitingFiles}</p>` : nothing}
      </div>
      <div class="row end">
        <button class="btn ${offered ? '' : 'main'}" aria-disabled=${this.busy ? 'true' : nothing}>
          ${this.busy === 'files' || this.busy === 'replying' ? t.help.sending : t.tickets.send}
        </button>
        ${this.delay || (this.busy === 'files' && !this.uploads.sent)
          ? html`<button type="button" class="btn quiet" @click=${() => this.abandon.abort()}>${t.add.giveUp}</button>`
          : nothing}
      </div>
    </form>`;
  }

  private warning() {
    const words = this.newer ? t.tickets.newer : this.gaveUp ? t.tickets.gaveUp : undefined;
    return words ? html`<div class="alert warn" role="alert" tabindex="-1" data-summary><p>${words}</p></div>` : nothing;
  }

  private area(text: { id: string; label: string; hint?: string; error: string | undefined }) {
    return field(
      text,
      html`<textarea
        id=${text.id}
        rows="4"
        .value=${this.text}
        aria-describedby=${[text.hint ? `${text.id}-hint` : '', text.error ? `${text.id}-error` : ''].join(' ').trim() || nothing}
        aria-invalid=${text.error ? 'true' : nothing}
        @input=${(event: InputEvent) => {
          this.text = (event.target as HTMLTextAreaElement).value;
        }}
      ></textarea>`,
    );
  }

  private reopenForm() {
    if (!this.reopening) {
      const begin = async () => {
        this.reopening = true;
        this.requestUpdate();
        await this.updateComplete;
        this.one<HTMLElement>('#reason')?.focus();
      };
      return html`<p class="no-print"><button type="button" class="btn" @click=${() => void begin()}>${t.tickets.reopen}</button></p>`;
    }
    return html`<form class="panel no-print" novalidate aria-labelledby="reopen" @submit=${this.reopen}>
      <h2 id="reopen">${t.tickets.reopenTitle}</h2>
      ${summary(this.errors)}${refusedWithHelp(this.refused)}${this.warning()}
      ${this.area({ id: 'reason', label: t.tickets.reopenWhy, error: this.errors.get('reason') })}
      <div class="row end">
        <button class="btn main" aria-disabled=${this.busy ? 'true' : nothing}>${this.busy === 'reopening' ? t.tickets.reopening : t.tickets.reopen}</button>
        <button
          type="button"
          class="btn quiet"
          @click=${() => {
            this.reopening = false;
            this.errors = new Map();
            this.requestUpdate();
          }}
        >
          ${t.common.cancel}
        </button>
      </div>
    </form>`;
  }

  private facts(ticket: Ticket) {
    const { institution, requester, affectedPerson, email, mobile, annex, createdAt } = ticket;
    const row = (label: string, value: unknown) => (value ? html`<div><dt>${label}</dt><dd>${value}</dd></div>` : nothing);
    return html`<aside class="panel sunk facts" aria-label=${t.tickets.facts}>
      <p class="small muted">${t.ticket.number}</p>
      <p class="small-number">${bigNumber(ticket.ticket)}</p>
      <dl class="answers">
        ${row(t.ticket.filed, recent(createdAt, serverNow()))} ${row(t.ticket.institution, institution.name)}
        ${requester.person === this.me.person ? nothing : row(t.ticket.requester, requester.fullName)}
        ${row(t.ticket.affected, affectedPerson?.fullName)} ${row(t.ticket.email, html`<span class="mail">${email}</span>`)}
        ${row(t.ticket.mobile, mobile && html`<span class="num">${spacedMobile(mobile)}</span>`)} ${row(t.ticket.annex, annex)}
      </dl>
      <p class="no-print"><button type="button" class="btn quiet" @click=${() => print()}>${t.help.print}</button></p>
    </aside>`;
  }
}

customElements.define('portero-my-ticket', MyTicket);
