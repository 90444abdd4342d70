import { html, nothing, type PropertyValues } from 'lit';
import { refusal, Refused } from '../api/refused.ts';
import { serverNow } from '../api/server-clock.ts';
import type { MyAccess, TicketSummary, Topic } from '../api/shapes.ts';
import { listTickets, readTopics } from '../api/tickets.ts';
import { t } from '../messages/help.ts';
import { language } from '../messages/messages.ts';
import { loading, refusedAlert, unread } from '../parts/alerts.ts';
import { promise, statusTag } from '../parts/ticket-words.ts';
import { nameTab, View } from '../parts/view.ts';
import { address } from '../router.ts';
import '../style/help.css';
import { recent } from '../text/dates.ts';
import { mineFirst } from '../text/tickets.ts';
import { topicName, topicsAbove } from '../text/topics.ts';

const OF_SCHOOL = 'ie';

/** Mis solicitudes: what was asked, how it stands, and first of all what waits for one's own answer. */
class MyTickets extends View {
  static override properties = { me: { attribute: false }, ie: {}, query: { attribute: false } };

  declare me: MyAccess;
  declare ie: string | undefined;
  declare query: URLSearchParams;

  private tickets: TicketSummary[] | undefined;
  private topics: Topic[] = [];
  private cursor: string | undefined;
  private refused: Refused | undefined;
  private busy = false;
  private shown = '';

  protected override willUpdate(): void {
    const wanted = this.ofSchool ? (this.ie ?? '') : 'mine';
    if (wanted !== this.shown) {
      this.shown = wanted;
      this.tickets = undefined;
      this.cursor = undefined;
      void this.load();
    }
  }

  private get heads(): boolean {
    return this.me.grants.some(({ role, institution }) => role === 'director' && institution.code === this.ie);
  }

  private get ofSchool(): boolean {
    return this.heads && this.query.get('de') === OF_SCHOOL;
  }

  private async load(cursor?: string): Promise<void> {
    const { shown } = this;
    this.refused = undefined;
    this.busy = true;
    this.requestUpdate();
    try {
      // Without the catalogue the list still says what matters, with the topics' ids.
      const [page, topics] = await Promise.all([listTickets(cursor, this.ofSchool ? this.ie : undefined), readTopics().catch(() => this.topics)]);
      if (this.shown !== shown) {
        return;
      }
      this.topics = topics;
      this.tickets = [...(cursor ? (this.tickets ?? []) : []), ...page.items];
      this.cursor = page.next;
    } catch (thrown) {
      if (this.shown === shown) {
        this.refused = refusal(thrown);
      }
    }
    this.busy = false;
    this.requestUpdate();
  }

  private get heading(): string {
    return this.ofSchool ? t.tickets.titleOfSchool : t.tickets.title;
  }

  protected override updated(_: PropertyValues): void {
    nameTab(this.heading);
  }

  protected override render() {
    const { tickets } = this;
    const waiting = tickets?.filter(({ status }) => status === 'waiting').length ?? 0;
    return html`<div class="head">
        <div>
          <h1 tabindex="-1">${this.heading}</h1>
          <p class="muted" role="status">
            ${tickets && tickets.length > 0 && !this.cursor ? `${t.tickets.count(tickets.length)}. ` : ''}${waiting > 0 ? html`<b>${t.tickets.waiting(waiting)}</b>` : nothing}
          </p>
        </div>
        <a class="btn main" href=${address('/ayuda', { ie: this.ie })}>${t.tickets.ask}</a>
      </div>
      ${this.heads ? this.switch() : nothing}
      ${this.refused ? (tickets ? refusedAlert(this.refused) : unread(this.refused, () => void this.load())) : nothing}
      ${tickets ? this.list(tickets) : this.refused ? nothing : loading()}`;
  }

  private switch() {
    const chip = (text: string, of: string | undefined) =>
      html`<a class="chip" data-quiet href=${address('/solicitudes', { ie: this.ie, de: of })} aria-current=${(of === OF_SCHOOL) === this.ofSchool ? 'true' : nothing}>${text}</a>`;
    return html`<nav class="chips tools" aria-label=${t.tickets.whose}>${chip(t.tickets.mine, undefined)}${chip(t.tickets.ofSchool, OF_SCHOOL)}</nav>`;
  }

  private list(tickets: TicketSummary[]) {
    if (tickets.length === 0) {
      return html`<div class="panel empty stack">
        <h2>${this.ofSchool ? t.tickets.noneOfSchool : t.tickets.none}</h2>
        <p>${t.tickets.noneWhat}</p>
      </div>`;
    }
    return html`<ul class="sheet tickets" aria-label=${this.heading}>
        ${mineFirst(tickets, this.me.person).map((ticket) => this.row(ticket))}
      </ul>
      ${this.cursor
        ? html`<p class="pager">
            <button type="button" class="btn" aria-disabled=${this.busy ? 'true' : nothing} @click=${() => void (this.busy || this.load(this.cursor))}>
              ${this.busy ? t.common.loading : t.tickets.older}
            </button>
          </p>`
        : nothing}`;
  }

  private row(ticket: TicketSummary) {
    const { status, requester, affectedPerson, topic, excerpt, changedAt } = ticket;
    const mine = requester.person === this.me.person;
    const above = topicsAbove(this.topics, topic, language);
    return html`<li>
      <a href=${address(`/solicitudes/${ticket.ticket}`, { ie: this.ie, de: this.ofSchool ? OF_SCHOOL : undefined })}>
        <span class="first">
          <span>${above ? html`<span class="muted small line">${above}</span>` : nothing}<b>${topicName(this.topics, topic, language)}</b></span>
          ${statusTag(status, status === 'waiting' && mine ? t.tickets.yourTurn : undefined)}
        </span>
        <span class="excerpt">${excerpt}</span>
        <span class="muted small">
          <span class="num">${ticket.ticket}</span>${mine ? nothing : ` · ${t.tickets.of(requester.fullName)}`}${affectedPerson ? ` · ${affectedPerson.fullName}` : nothing}
          · ${t.tickets.changed(recent(changedAt, serverNow()))}
        </span>
        <span class="small">${promise(ticket)}</span>
      </a>
    </li>`;
  }
}

customElements.define('portero-my-tickets', MyTickets);
