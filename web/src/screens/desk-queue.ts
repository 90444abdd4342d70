import { html, nothing, type PropertyValues } from 'lit';
import { readQueue, type Queue, type Wanted } from '../api/desk.ts';
import { refusal, Refused } from '../api/refused.ts';
import { serverNow } from '../api/server-clock.ts';
import type { Institution, MyAccess, Ticket, TicketSummary, Topic } from '../api/shapes.ts';
import { readTopics } from '../api/tickets.ts';
import { t } from '../messages/desk.ts';
import { language } from '../messages/messages.ts';
import { loading, unread } from '../parts/alerts.ts';
import { open } from '../parts/dialog.ts';
import { nameTab, View } from '../parts/view.ts';
import { learnt } from '../places.ts';
import { address, go } from '../router.ts';
import { keysOn, switchKeys } from '../session/desk-keys.ts';
import { shelved } from '../text/catalogue.ts';
import { CHIPS, chipOf, due, follow, furtherFilters, inAddress, KEYS, newer, shortcut, SHORTCUTS, sought, wantedOf, type Chip, type Urgency } from '../text/queue.ts';
import { STATUS_TAGS } from '../text/tickets.ts';
import { topicName } from '../text/topics.ts';
import { type DeskTicket } from './desk-ticket.ts';
import './desk-ticket.ts';
import '../style/desk.css';

const POLL = 30_000;
const AGES = [1, 3, 7, 15, 30];
const STATUSES = ['open', 'new', 'in-progress', 'waiting', 'resolved', 'closed'] as const;
const DUES = ['late', 'today', 'week'] as const;
const ASSIGNEES = ['mine', 'nobody'] as const;
const SIGNS: Record<Urgency, string> = { over: 'over', near: 'near', far: '', settled: '' };

/** Bandeja: the requests that an office answers, the most urgent first, and the one that is being worked at beside them. */
class DeskQueue extends View {
  static override properties = { me: { attribute: false }, ie: {}, query: { attribute: false }, number: {} };

  declare me: MyAccess;
  declare ie: string;
  declare query: URLSearchParams;
  declare number: string | undefined;

  private topics: Topic[] = [];
  private items: TicketSummary[] | undefined;
  private counts: Queue['counts'] | undefined;
  private next: string | undefined;
  private since = serverNow();
  private fresh: TicketSummary[] = [];
  private gone = new Set<string>();
  private refused: Refused | undefined;
  /** Reading again failed: what is shown may be out of date. */
  private stale = false;
  private reading = false;
  private text = '';
  private filtering = false;
  /** Somebody chose a request from the list: reading goes on there. */
  private arriving = false;
  private asked = '';
  private poll: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.poll = setInterval(() => void this.look(), POLL);
    document.addEventListener('visibilitychange', this.comeBack);
    document.addEventListener('keydown', this.press);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.poll);
    document.removeEventListener('visibilitychange', this.comeBack);
    document.removeEventListener('keydown', this.press);
  }

  private get wanted(): Wanted {
    return wantedOf(this.query);
  }

  protected override willUpdate(changed: PropertyValues): void {
    const asked = JSON.stringify([this.ie, this.wanted]);
    if (asked !== this.asked) {
      if (changed.has('ie') && changed.get('ie') !== undefined) {
        this.text = '';
      }
      this.asked = asked;
      this.filtering ||= furtherFilters(this.wanted) > 0;
      this.items = undefined;
      void this.load();
    }
    if (changed.has('number') && this.number === undefined) {
      // Back from a request on a phone: what was new meanwhile may be shown at once.
      void this.look();
    }
  }

  private async load(): Promise<void> {
    const { asked } = this;
    this.refused = undefined;
    this.requestUpdate();
    try {
      const [queue, topics] = await Promise.all([readQueue(this.ie, this.wanted), readTopics()]);
      if (this.asked === asked) {
        this.topics = topics;
        this.take(queue);
      }
    } catch (thrown) {
      if (this.asked === asked) {
        this.refused = refusal(thrown);
      }
    }
    this.requestUpdate();
  }

  private take(queue: Queue): void {
    this.items = queue.items;
    this.next = queue.next;
    this.counts = queue.counts;
    this.since = serverNow();
    this.fresh = [];
    this.gone = new Set();
    this.stale = false;
  }

  private comeBack = () => {
    if (document.visibilityState === 'visible') {
      void this.look();
    }
  };

  /** Reads the first page again without moving anything on the screen. */
  private async look(): Promise<void> {
    const { asked, items } = this;
    if (!items || this.reading || document.visibilityState !== 'visible') {
      return;
    }
    this.reading = true;
    try {
      const queue = await readQueue(this.ie, this.wanted);
      if (this.asked === asked && this.items) {
        const followed = follow(this.items, queue.items, queue.next === undefined, this.since);
        this.items = followed.items;
        this.fresh = followed.fresh;
        this.gone = followed.gone;
        this.counts = queue.counts;
        this.stale = false;
      }
    } catch (thrown) {
      this.stale = this.asked === asked && refusal(thrown).passes;
    }
    this.reading = false;
    this.requestUpdate();
  }

  private async readMore(): Promise<void> {
    const { asked, next } = this;
    if (!next || this.reading) {
      return;
    }
    this.reading = true;
    this.requestUpdate();
    try {
      const queue = await readQueue(this.ie, this.wanted, next);
      if (this.asked === asked && this.items) {
        const known = new Set(this.items.map(({ ticket }) => ticket));
        this.items = [...this.items, ...queue.items.filter(({ ticket }) => !known.has(ticket))];
        this.next = queue.next;
        this.stale = false;
      }
    } catch (thrown) {
      this.stale = this.asked === asked && refusal(thrown).passes;
    }
    this.reading = false;
    this.requestUpdate();
  }

  /** The list anew, with what came meanwhile; the focus goes to its beginning, where the button was. */
  private async renew(): Promise<void> {
    await this.load();
    await this.updateComplete;
    this.one<HTMLElement>('.queue a')?.focus();
  }

  /** What was done to the open request shows in the list too. */
  private changed({ detail }: CustomEvent<Ticket>): void {
    this.items = this.items?.map((ticket) => (ticket.ticket === detail.ticket ? newer(ticket, detail) : ticket));
    this.requestUpdate();
    void this.look();
  }

  private address(number: string | undefined, wanted = this.wanted): string {
    return address(number ? `/bandeja/${number}` : '/bandeja', { ie: this.ie, ...inAddress(wanted) });
  }

  private filter(change: Partial<Wanted>): void {
    const wanted: Wanted = { ...this.wanted, ...change };
    go(this.address(this.number, wanted), { replace: true, quiet: true });
  }

  private get shown(): TicketSummary[] {
    return sought(this.items ?? [], this.text, (topic) => topicName(this.topics, topic, language));
  }

  private press = (event: KeyboardEvent) => {
    const target = event.target instanceof Element ? event.target : document.body;
    const what = document.querySelector('dialog[open]')
      ? undefined
      : shortcut(event, {
          typing: target.matches('input:not([type=radio], [type=checkbox], [type=file]), textarea, select, [contenteditable]'),
          inList: target.closest('.queue') !== null,
          on: keysOn(),
        });
    const desk = this.one<DeskTicket>('portero-desk-ticket');
    switch (what) {
      case 'next':
        this.walk(1);
        break;
      case 'previous':
        this.walk(-1);
        break;
      case 'search':
        this.one<HTMLElement>('input[type=search]')?.focus();
        break;
      case 'help':
        this.showKeys();
        break;
      case 'take':
        void desk?.take();
        break;
      case 'reply':
      case 'note':
        void desk?.write(what);
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  private walk(step: 1 | -1): void {
    const links = [...this.querySelectorAll<HTMLElement>('.queue a')];
    const focused = links.indexOf(document.activeElement as HTMLElement);
    const at = focused >= 0 ? focused : links.findIndex((link) => link.ariaCurrent === 'true') - (step < 0 && this.number === undefined ? -1 : 0);
    links[Math.min(Math.max(at + step, 0), links.length - 1)]?.focus();
  }

  private async showKeys(): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
    open(this.one('dialog.keys'));
  }

  /** Beside the list the page stays where it is; in a hand the request takes its place. */
  private follow(event: MouseEvent, number: string): void {
    if (event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      this.arriving = true;
      go(this.address(number), { quiet: true });
      if (!matchMedia('(min-width: 62rem)').matches) {
        scrollTo(0, 0);
      }
    }
  }

  protected override updated(changed: PropertyValues): void {
    if (this.number === undefined) {
      nameTab(t.queue.title);
    }
    const search = this.one<HTMLInputElement>('input[type=search]');
    if (search && search !== document.activeElement && search.value !== this.text) {
      search.value = this.text;
    }
    if (changed.has('number')) {
      this.one('.queue a[aria-current]')?.scrollIntoView({ block: 'nearest' });
      if (this.arriving) {
        this.one<DeskTicket>('portero-desk-ticket')?.arrive();
      }
      this.arriving = false;
    }
  }

  protected override render() {
    const { counts, number } = this;
    const place = learnt(this.ie);
    return html`<div class="desk ${number ? 'reading' : ''}">
        <div class="head">
          <div>
            <h1 tabindex="-1">${t.queue.title}</h1>
            <p class="muted" role="status">${counts ? html`${place} · <span class="num">${t.queue.counts(counts.open, counts.today, counts.late)}</span>` : ''}</p>
          </div>
          ${this.chips()}
        </div>
        ${this.refused && !this.items ? unread(this.refused, () => void this.load()) : this.halves()}
      </div>
      ${this.keysDialog()}`;
  }

  private chips() {
    const { counts } = this;
    const current = chipOf(this.wanted);
    return html`<nav class="chips" aria-label=${t.queue.chips}>
      ${(Object.keys(CHIPS) as Chip[]).map(
        (chip) => html`<a class="chip" data-quiet href=${this.address(this.number, CHIPS[chip])} aria-current=${chip === current ? 'true' : nothing}
          >${t.queue.chip[chip]}${counts ? html` <b class="num">${t.queue.atMost(counts[chip])}</b>` : nothing}</a
        >`,
      )}
    </nav>`;
  }

  private halves() {
    return html`<div class="halves">
      <div class="left">
        ${this.tools()}
        <div role="status" class="tidings">
          ${this.fresh.length > 0
            ? html`<button type="button" class="btn wide fresh" aria-label=${t.queue.freshShow(this.fresh.length)} @click=${() => void this.renew()}>
                ${t.queue.fresh(this.fresh.length)}
              </button>`
            : nothing}
          ${this.stale ? html`<p class="small muted">${t.queue.stale}</p>` : nothing}
        </div>
        ${this.items ? this.list(this.items) : loading(6)}
      </div>
      <div class="right">
        ${this.number
          ? html`<a class="back" href=${this.address(undefined)}>‹ ${t.queue.back}</a>
              <portero-desk-ticket
                .me=${this.me}
                .ie=${this.ie}
                .number=${this.number}
                .topics=${this.topics}
                .toSchool=${(school: Institution) => this.address(this.number, { school: school.code })}
                @changed=${this.changed}
              ></portero-desk-ticket>`
          : html`<p class="panel sunk muted choose">${t.queue.choose}</p>`}
      </div>
    </div>`;
  }

  private tools() {
    const further = furtherFilters(this.wanted);
    return html`<div class="finder">
      <div class="row">
        <input
          class="search"
          type="search"
          autocomplete="off"
          aria-label=${t.queue.search}
          placeholder=${t.queue.search}
          @input=${(event: InputEvent) => {
            this.text = (event.target as HTMLInputElement).value;
            this.requestUpdate();
          }}
        />
        <button
          type="button"
          class="btn"
          aria-expanded=${this.filtering ? 'true' : 'false'}
          aria-controls="filters"
          @click=${() => {
            this.filtering = !this.filtering;
            this.requestUpdate();
          }}
        >
          ${further > 0 ? t.queue.filtersOn(further) : t.queue.filters}
        </button>
      </div>
      <div id="filters" class="panel filters" ?hidden=${!this.filtering}>${this.filters()}</div>
    </div>`;
  }

  private filters() {
    const { status = 'open', due: when, topic, school, olderThanDays, assignee } = this.wanted;
    const schools = new Map((this.items ?? []).map(({ institution }) => [institution.code, institution.name]));
    if (school) {
      schools.set(school, schools.get(school) ?? learnt(school));
    }
    const select = (id: string, label: string, options: (readonly [value: string, text: string, chosen: boolean])[], choose: (value: string) => void) =>
      html`<div class="field">
        <label for=${id}>${label}</label>
        <select id=${id} @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
          ${options.map(([value, text, chosen]) => html`<option value=${value} .selected=${chosen}>${text}</option>`)}
        </select>
      </div>`;
    return html`${select(
        'filter-status',
        t.queue.status,
        STATUSES.map((each) => [each, t.queue.statuses[each], each === status] as const),
        (value) => this.filter({ status: value as (typeof STATUSES)[number] }),
      )}
      ${select(
        'filter-due',
        t.queue.due,
        [['', t.queue.anyDue, !when] as const, ...DUES.map((each) => [each, t.queue.dues[each], each === when] as const)],
        (value) => this.change('due', value || undefined),
      )}
      ${select(
        'filter-assignee',
        t.queue.assignee,
        [['', t.queue.anyAssignee, !assignee] as const, ...ASSIGNEES.map((each) => [each, t.queue.assignees[each], each === assignee] as const)],
        (value) => this.change('assignee', value || undefined),
      )}
      ${select(
        'filter-age',
        t.queue.age,
        [['', t.queue.anyAge, !olderThanDays] as const, ...ages(olderThanDays).map((each) => [String(each), t.queue.olderThan(each), each === olderThanDays] as const)],
        (value) => this.change('olderThanDays', value ? Number(value) : undefined),
      )}
      ${select(
        'filter-topic',
        t.queue.topic,
        [
          ['', t.queue.anyTopic, !topic] as const,
          ...shelved(this.topics).map(({ topic: each, level }) => [each.topic, `${'\u2003'.repeat(level - 1)}${each[language].title}`, each.topic === topic] as const),
        ],
        (value) => this.change('topic', value || undefined),
      )}
      ${select(
        'filter-school',
        t.queue.school,
        [['', t.queue.anySchool, !school] as const, ...[...schools].sort(([, one], [, other]) => one.localeCompare(other)).map(([code, name]) => [code, name, code === school] as const)],
        (value) => this.change('school', value || undefined),
      )}
      <a class="btn quiet" data-quiet href=${this.address(this.number, {})}>${t.queue.clear}</a>`;
  }

  /** Sets one filter, or takes it away. */
  private change<Name extends keyof Wanted>(name: Name, value: unknown): void {
    const { [name]: _, ...rest } = this.wanted;
    go(this.address(this.number, { ...rest, ...(value === undefined ? {} : { [name]: value }) } as Wanted), { replace: true, quiet: true });
  }

  private list(items: TicketSummary[]) {
    if (items.length === 0) {
      const all = chipOf(this.wanted) === 'open';
      return html`<div class="panel empty stack">
        <p role="status"><b>${all ? t.queue.none : t.queue.noMatch}</b></p>
        ${all ? html`<p>${t.queue.noneWhat}</p>` : html`<a class="btn" data-quiet href=${this.address(this.number, {})}>${t.queue.clear}</a>`}
      </div>`;
    }
    const { shown } = this;
    const now = serverNow();
    return html`${shown.length === 0
        ? html`<div class="panel empty"><p role="status"><b>${t.queue.noMatch}</b></p></div>`
        : html`<nav class="sheet queue" aria-label=${t.queue.list}>${shown.map((ticket) => this.row(ticket, now))}</nav>`}
      <div class="row foot">
        ${this.next
          ? html`<button type="button" class="btn" aria-disabled=${this.reading ? 'true' : nothing} @click=${() => void this.readMore()}>
              ${this.reading ? t.queue.loadingMore : t.queue.more}
            </button>`
          : nothing}
        <button type="button" class="btn quiet" aria-keyshortcuts="?" @click=${() => void this.showKeys()}>${t.queue.keys} <kbd aria-hidden="true">?</kbd></button>
      </div>`;
  }

  private row(ticket: TicketSummary, now: Date) {
    const { words, urgency } = due(ticket, now);
    const { assignee, status, priority } = ticket;
    const left = this.gone.has(ticket.ticket);
    return html`<a
      href=${this.address(ticket.ticket)}
      class=${left ? 'left-list' : ''}
      aria-current=${ticket.ticket === this.number ? 'true' : nothing}
      @click=${(event: MouseEvent) => this.follow(event, ticket.ticket)}
    >
      <span class="ends"><b>${topicName(this.topics, ticket.topic, language)}</b>${priority === 'urgent' || priority === 'high' ? html`<span class="flag">${t.ticket.priority[priority]}</span>` : nothing}</span>
      <span class="muted small who">${ticket.institution.name} · ${ticket.requester.fullName}</span>
      <span class="ends"
        ><span><span class="tag ${STATUS_TAGS[status]}">${t.ticket.status[status]}</span>
          <span class="small muted">${left ? t.queue.left : assignee ? (assignee.person === this.me.person ? t.queue.mine : assignee.fullName) : t.queue.unassigned}</span></span
        ><span class="small num when ${SIGNS[urgency]}">${words}</span></span
      >
    </a>`;
  }

  private keysDialog() {
    return html`<dialog class="keys" aria-labelledby="keys-title">
      <h2 id="keys-title">${t.queue.keysTitle}</h2>
      <dl class="keylist">
        ${SHORTCUTS.map(
          (each) => html`<div>
            <dt>${KEYS[each].map((key, i) => html`${i > 0 ? html` ${t.queue.orKey} ` : nothing}<kbd>${key}</kbd>`)}</dt>
            <dd>${t.queue.key[each]}</dd>
          </div>`,
        )}
      </dl>
      <label class="choice">
        <input type="checkbox" .checked=${keysOn()} @change=${(event: Event) => switchKeys((event.target as HTMLInputElement).checked)} />
        <span><b>${t.queue.keysOn}</b>${t.queue.keysWhat}</span>
      </label>
      <div class="row"><button type="button" class="btn" @click=${() => this.one<HTMLDialogElement>('dialog.keys')!.close()}>${t.common.close}</button></div>
    </dialog>`;
  }
}

function ages(chosen: number | undefined): number[] {
  return chosen === undefined || AGES.includes(chosen) ? AGES : [...AGES, chosen].sort((one, other) => one - other);
}

customElements.define('portero-desk-queue', DeskQueue);
