import { html, nothing, type PropertyValues } from 'lit';
import { readNumbers, type Numbers } from '../api/desk.ts';
import { refusal, Refused } from '../api/refused.ts';
import { serverNow } from '../api/server-clock.ts';
import type { Topic } from '../api/shapes.ts';
import { readTopics } from '../api/tickets.ts';
import { t } from '../messages/desk.ts';
import { language } from '../messages/messages.ts';
import { focusSummary, loading, summary, unread } from '../parts/alerts.ts';
import { barChart, runningLegend } from '../parts/chart.ts';
import { nameTab, View } from '../parts/view.ts';
import { learnt } from '../places.ts';
import { address, go } from '../router.ts';
import { shelved, withThoseBelow } from '../text/catalogue.ts';
import { shortDay, todayInLima, valueWords } from '../text/figures.ts';
import { byTopic, byWeek, file, inAll, lastWeeks, MEASURES, weeksTouched, type Line, type Measure } from '../text/numbers.ts';
import { topicTitle } from '../text/topics.ts';
import '../style/desk.css';

const PERIODS = [4, 13, 26, 52] as const;
const USUAL = 13;
const MOST_WEEKS = 54;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Cifras: what the help desk of an office and of those below it did, week by week and topic by topic. */
class DeskNumbers extends View {
  static override properties = { ie: {}, query: { attribute: false } };

  declare ie: string;
  declare query: URLSearchParams;

  private numbers: Numbers | undefined;
  private topics: Topic[] = [];
  private refused: Refused | undefined;
  private errors = new Map<string, string>();
  /** The dates' form is open because somebody asked for other dates than the usual ones. */
  private choosing = false;
  private asked = '';
  private readonly roomy = matchMedia('(min-width: 56rem), print');

  override connectedCallback(): void {
    super.connectedCallback();
    this.roomy.addEventListener('change', this.redraw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.roomy.removeEventListener('change', this.redraw);
  }

  private redraw = () => this.requestUpdate();

  private get today(): string {
    return todayInLima(serverNow());
  }

  /** The days in the address; the usual weeks where it holds none that can be asked for. */
  private get period(): { from: string; to: string; weeks: number | undefined } {
    const from = this.query.get('desde') ?? '';
    const to = this.query.get('hasta') ?? '';
    if (DAY.test(from) && DAY.test(to) && from <= to && weeksTouched(from, to) <= MOST_WEEKS) {
      return { from, to, weeks: undefined };
    }
    const asked = Number(this.query.get('semanas'));
    const weeks = PERIODS.find((each) => each === asked) ?? USUAL;
    return { ...lastWeeks(weeks, this.today), weeks };
  }

  private href(change: { weeks?: number; from?: string; to?: string; topic?: string }): string {
    const { from, to, weeks } = this.period;
    const period =
      change.from && change.to
        ? { desde: change.from, hasta: change.to }
        : (change.weeks ?? weeks)
          ? { semanas: String(change.weeks ?? weeks) }
          : { desde: from, hasta: to };
    return address('/cifras', { ie: this.ie, ...period, tema: change.topic ?? this.query.get('tema') ?? undefined });
  }

  protected override willUpdate(changed: PropertyValues): void {
    const { from, to } = this.period;
    const asked = `${this.ie} ${from} ${to}`;
    if (changed.has('ie') || (changed.has('query') && asked !== this.asked)) {
      if (changed.has('ie')) {
        this.numbers = undefined;
      }
      this.choosing = this.period.weeks === undefined;
      this.asked = asked;
      void this.load();
    }
  }

  private async load(): Promise<void> {
    const { asked } = this;
    const { from, to } = this.period;
    this.refused = undefined;
    this.requestUpdate();
    try {
      const [numbers, topics] = await Promise.all([readNumbers(this.ie, from, to), readTopics()]);
      if (this.asked === asked) {
        this.numbers = numbers;
        this.topics = topics;
      }
    } catch (thrown) {
      if (this.asked === asked) {
        this.refused = refusal(thrown);
      }
    }
    this.requestUpdate();
  }

  private async ask(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const [from, to] = ['from', 'to'].map((id) => this.one<HTMLInputElement>(`#${id}`)!.value) as [string, string];
    this.errors = new Map();
    if (!DAY.test(from)) {
      this.errors.set('from', t.figures.problems.from);
    }
    if (!DAY.test(to)) {
      this.errors.set('to', t.figures.problems.to);
    } else if (from > to) {
      this.errors.set('to', t.figures.problems.order);
    } else if (DAY.test(from) && weeksTouched(from, to) > MOST_WEEKS) {
      this.errors.set('from', t.figures.problems.tooLong);
    }
    if (this.errors.size === 0) {
      go(this.href({ from, to }), { replace: true, quiet: true });
      return;
    }
    this.requestUpdate();
    await this.updateComplete;
    focusSummary(this);
  }

  /** The topics that charts and tables keep to. */
  private get among(): Set<string> | undefined {
    const topic = this.query.get('tema');
    return topic ? withThoseBelow(this.topics, topic) : undefined;
  }

  private weeks(numbers: Numbers): Line[] {
    const { today } = this;
    return byWeek(numbers, (monday) => shortDay(monday, today), today, this.among);
  }

  private topicLines(numbers: Numbers): Line[] {
    return byTopic(numbers, (topic) => topicTitle(this.topics, topic, language), this.among);
  }

  /** Weeks have the day of their Monday with its year in a file, which is read without this page around it. */
  private saveWeeks(numbers: Numbers): void {
    const lines = byWeek(numbers, (monday) => monday, this.today, this.among);
    save(`${t.figures.fileWeeks}-${this.ie}-${numbers.weeks[0]?.monday ?? ''}.csv`, file(t.figures.week, t.figures.headings, lines));
  }

  private saveTopics(numbers: Numbers): void {
    save(`${t.figures.fileTopics}-${this.ie}-${numbers.weeks[0]?.monday ?? ''}.csv`, file(t.figures.topicColumn, t.figures.headings, this.topicLines(numbers)));
  }

  protected override updated(): void {
    nameTab(t.figures.title, this.errors.size > 0);
  }

  protected override render() {
    const { numbers } = this;
    return html`<div class="head">
        <div>
          <h1 tabindex="-1">${t.figures.title}</h1>
          <p class="muted">${t.figures.of(numbers?.institution.name ?? learnt(this.ie))}</p>
        </div>
      </div>
      ${this.tools()}
      ${this.refused ? unread(this.refused, () => void this.load()) : numbers ? this.all(numbers) : loading()}`;
  }

  private tools() {
    const { weeks, from, to } = this.period;
    const topic = this.query.get('tema') ?? '';
    return html`<div class="tools figures-tools">
        <nav class="chips" aria-label=${t.figures.period}>
          ${PERIODS.map(
            (each) =>
              html`<a class="chip" data-quiet href=${this.href({ weeks: each })} aria-current=${each === weeks && !this.choosing ? 'true' : nothing}>${t.figures.last(each)}</a>`,
          )}
          <button
            type="button"
            class="chip"
            aria-expanded=${this.choosing ? 'true' : 'false'}
            aria-controls="dates"
            @click=${() => {
              this.choosing = !this.choosing;
              this.requestUpdate();
            }}
          >
            ${t.figures.custom}
          </button>
        </nav>
        ${this.topics.length > 0
          ? html`<select
              aria-label=${t.figures.topic}
              @change=${(event: Event) => go(this.href({ topic: (event.target as HTMLSelectElement).value }), { replace: true, quiet: true })}
            >
              <option value="" ?selected=${!topic}>${t.figures.anyTopic}</option>
              ${shelved(this.topics).map(
                ({ topic: { topic: id, ...each }, level }) =>
                  html`<option value=${id} ?selected=${id === topic}>${'\u2003'.repeat(level - 1)}${each[language].title}</option>`,
              )}
            </select>`
          : nothing}
      </div>
      <form id="dates" class="panel dates" novalidate ?hidden=${!this.choosing} @submit=${this.ask}>
        ${summary(this.errors)}
        <div class="row">
          ${this.day('from', t.figures.from, from)} ${this.day('to', t.figures.to, to)}
          <button class="btn">${t.figures.apply}</button>
        </div>
      </form>`;
  }

  private day(id: string, label: string, value: string) {
    const error = this.errors.get(id);
    return html`<div class="field ${error ? 'wrong' : ''}">
      <label for=${id}>${label}</label>
      ${error ? html`<span class="error" id="${id}-error"><span class="aside">${t.error}: </span>${error}</span>` : nothing}
      <input id=${id} type="date" .value=${value} max=${this.today} aria-invalid=${error ? 'true' : nothing} aria-describedby=${error ? `${id}-error` : nothing} />
    </div>`;
  }

  private all(numbers: Numbers) {
    const total = inAll(numbers, this.among);
    const weeks = this.weeks(numbers);
    return html`<section aria-labelledby="headline">
        <h2 id="headline" class="aside">${t.figures.headline}</h2>
        <dl class="headline">
          ${MEASURES.map(
            (measure) => html`<div>
              <dt>${t.figures.measures[measure]}</dt>
              <dd class="num">${valueWords(measure, total[measure])}</dd>
            </div>`,
          )}
        </dl>
      </section>
      <section aria-labelledby="by-week">
        <div class="head part">
          <h2 id="by-week">${t.figures.byWeek}</h2>
          ${weeks.some(({ running }) => running) ? runningLegend() : nothing}
          <button type="button" class="btn" aria-label=${t.figures.downloadWeeks} @click=${() => this.saveWeeks(numbers)}>${t.figures.download}</button>
        </div>
        <div class="measures">${MEASURES.map((measure) => this.measure(measure, weeks))}</div>
      </section>
      <section aria-labelledby="by-topic">
        <div class="head part">
          <h2 id="by-topic">${t.figures.byTopic}</h2>
          <button type="button" class="btn" aria-label=${t.figures.downloadTopics} @click=${() => this.saveTopics(numbers)}>${t.figures.download}</button>
        </div>
        ${this.byTopic(this.topicLines(numbers))}
      </section>`;
  }

  private measure(measure: Measure, weeks: Line[]) {
    const name = t.figures.measures[measure];
    return html`<section class="panel measure" aria-labelledby="measure-${measure}">
      <div class="drawn">
        <h3 id="measure-${measure}">${name}</h3>
        <p class="muted small">${t.figures.what[measure]}</p>
        ${barChart(weeks, measure, this.roomy.matches)}
      </div>
      <details ?open=${this.roomy.matches}>
        <summary>${t.figures.table}</summary>
        <div class="scroll" tabindex="0" role="region" aria-label=${t.figures.chart(name)}>
          <table class="figures" aria-label=${t.figures.chart(name)}>
            <thead>
              <tr><th scope="col">${t.figures.week}</th><th scope="col" class="num">${name}</th></tr>
            </thead>
            <tbody>
              ${weeks.map(
                ({ name: week, running, figures }) => html`<tr>
                  <th scope="row">${week}${running ? html` <span class="muted">(${t.figures.running})</span>` : nothing}</th>
                  <td class="num">${value(measure, figures[measure])}</td>
                </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </details>
    </section>`;
  }

  private byTopic(lines: Line[]) {
    if (lines.length === 0) {
      return html`<p class="panel">${t.figures.noTopics}</p>`;
    }
    return html`<div class="sheet">
      <table class="by-topic" role="table" aria-label=${t.figures.byTopic}>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">${t.figures.topicColumn}</th>
            ${MEASURES.map((measure) => html`<th role="columnheader" scope="col" class="num">${t.figures.measures[measure]}</th>`)}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${lines.map(
            ({ name, figures }) => html`<tr role="row">
              <th role="rowheader" scope="row">${name}</th>
              ${MEASURES.map(
                (measure) => html`<td role="cell" class="num"><span class="carded">${t.figures.measures[measure]}</span> ${value(measure, figures[measure])}</td>`,
              )}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

function value(measure: Measure, figure: number | undefined) {
  return figure === undefined
    ? html`<span aria-hidden="true">—</span><span class="aside">${t.figures.noValue}</span>`
    : html`<span>${valueWords(measure, figure)}</span>`;
}

function save(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

customElements.define('portero-desk-numbers', DeskNumbers);
