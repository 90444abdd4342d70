import { html, nothing, type PropertyValues } from 'lit';
import { saveTopic, type Route, type TopicChange } from '../api/desk.ts';
import { refusal, Refused } from '../api/refused.ts';
import type { Priority, Topic, TopicText } from '../api/shapes.ts';
import { forgetTopics, readTopics } from '../api/tickets.ts';
import { t } from '../messages/desk.ts';
import { language, type Language } from '../messages/messages.ts';
import { focusSummary, loading, refusedAlert, summary, unread } from '../parts/alerts.ts';
import { open } from '../parts/dialog.ts';
import { describedBy, field, type FieldText } from '../parts/field.ts';
import { nameTab, View } from '../parts/view.ts';
import { address, go } from '../router.ts';
import { askBeforeLeaving } from '../session/leaving.ts';
import {
  changeOf,
  differences,
  faults,
  lastOrder,
  newTopicId,
  possibleParents,
  rebase,
  shelved,
  tidy,
  withThoseBelow,
  type Part,
} from '../text/catalogue.ts';
import '../style/desk.css';

const NEW = 'nuevo';
const LANGUAGES = ['es', 'en'] as const satisfies readonly Language[];
const PRIORITIES: readonly Priority[] = ['low', 'normal', 'high', 'urgent'];
const ROUTES: readonly Route[] = ['ugel', 'dre', 'country'];
const MOST_SUGGESTIONS = 5;
const MOST_ANSWERS = 20;

/** What an editor makes of a topic before it is saved; kept while they look at others. */
interface Editing {
  base: TopicChange;
  change: TopicChange;
  /** What somebody else saved meanwhile: taken over, and contested. */
  met?: { taken: Part[]; clash: Part[] };
}

/** Temas: what a request can be about, what is offered before one is sent, and how fast it is answered. */
class DeskTopics extends View {
  static override properties = { ie: {}, query: { attribute: false } };

  declare ie: string;
  declare query: URLSearchParams;

  private topics: Topic[] | undefined;
  private refused: Refused | undefined;
  private failed: Refused | undefined;
  private errors = new Map<string, string>();
  private said = '';
  private saving = false;
  /** By the topic's id; a new one's by {@link NEW} and its parent. */
  private readonly edits = new Map<string, Editing>();
  private stopAsking: (() => void) | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopAsking?.();
    this.stopAsking = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.topics && changed.has('ie')) {
      void this.load();
    }
    if (changed.has('query') && changed.get('query') !== undefined) {
      this.errors = new Map();
      this.failed = undefined;
    }
    const unsaved = [...this.edits.values()].some(isDirty);
    if (unsaved && !this.stopAsking) {
      this.stopAsking = askBeforeLeaving();
    } else if (!unsaved) {
      this.stopAsking?.();
      this.stopAsking = undefined;
    }
  }

  private async load(): Promise<void> {
    this.refused = undefined;
    this.requestUpdate();
    try {
      forgetTopics();
      this.topics = await readTopics();
    } catch (thrown) {
      this.refused = refusal(thrown);
    }
    this.requestUpdate();
  }

  private get chosen(): string | undefined {
    return this.query.get('tema') ?? undefined;
  }

  private get parentOfNew(): string | undefined {
    const parent = this.query.get('bajo') ?? undefined;
    return this.topics?.some(({ topic }) => topic === parent) ? parent : undefined;
  }

  private get key(): string {
    return this.chosen === NEW ? `${NEW} ${this.parentOfNew ?? ''}` : (this.chosen ?? '');
  }

  private href(topic?: string, parent?: string): string {
    return address('/temas', { ie: this.ie, tema: topic, bajo: parent });
  }

  /** What is being edited: as it was left, else as it was saved. */
  private get editing(): Editing | undefined {
    const { chosen, topics } = this;
    if (!topics || !chosen) {
      return undefined;
    }
    const kept = this.edits.get(this.key);
    if (kept) {
      return kept;
    }
    const saved = topics.find(({ topic }) => topic === chosen);
    const base = saved ? changeOf(saved) : chosen === NEW ? this.blank(topics) : undefined;
    return base && { base, change: structuredClone(base) };
  }

  private blank(topics: readonly Topic[]): TopicChange {
    const parent = this.parentOfNew;
    const above = topics.find(({ topic }) => topic === parent);
    return {
      ...(parent ? { parent } : {}),
      ...(above?.route ? { route: above.route } : {}),
      order: lastOrder(topics, parent),
      offered: true,
      hours: above?.hours ?? 14,
      priority: above?.priority ?? 'normal',
      es: { title: '' },
      en: { title: '' },
      version: 0,
    };
  }

  private edit(change: (change: TopicChange) => void): void {
    const { editing } = this;
    if (editing) {
      change(editing.change);
      this.edits.set(this.key, editing);
      this.said = '';
      this.requestUpdate();
    }
  }

  private discard(): void {
    this.edits.delete(this.key);
    this.errors = new Map();
    this.failed = undefined;
    this.requestUpdate();
    this.one<HTMLElement>('h2')?.focus();
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { editing } = this;
    if (!editing || this.saving) {
      return;
    }
    this.failed = undefined;
    this.errors = new Map([...faults(editing.change)].map(([id, fault]) => [id, t.catalogue.problems[fault]]));
    if (this.errors.size === 0) {
      await this.save(editing, ({ es }) => t.catalogue.saved(es.title));
    }
    this.requestUpdate();
    await this.updateComplete;
    focusSummary(this);
  }

  private async save(editing: Editing, saidOf: (topic: Topic) => string): Promise<void> {
    const { key } = this;
    const change: TopicChange = { ...editing.change, es: tidy(editing.change.es), en: tidy(editing.change.en) };
    const id = this.chosen === NEW ? newTopicId(change.es.title, this.topics!) : this.chosen!;
    this.saving = true;
    this.said = '';
    this.requestUpdate();
    try {
      const saved = await saveTopic(id, change);
      forgetTopics();
      this.edits.delete(key);
      this.topics = [...this.topics!.filter(({ topic }) => topic !== saved.topic), saved];
      this.said = saidOf(saved);
      if (this.key === key) {
        go(this.href(saved.topic), { replace: true, quiet: true });
      }
    } catch (thrown) {
      await this.understand(editing, refusal(thrown));
    }
    this.saving = false;
  }

  private async understand(editing: Editing, refused: Refused): Promise<void> {
    if (refused.fields.size > 0) {
      this.errors = new Map([...refused.fields].map(([name, code]) => [name.replace('.', '-'), t.fields[code]]));
      return;
    }
    if (refused.code !== 'changed-meanwhile') {
      this.failed = refused;
      return;
    }
    try {
      forgetTopics();
      this.topics = await readTopics();
    } catch (thrown) {
      this.failed = refusal(thrown);
      return;
    }
    const theirs = this.topics.find(({ topic }) => topic === this.chosen);
    if (!theirs) {
      this.failed = refused;
      return;
    }
    const saved = changeOf(theirs);
    const { change, clash } = rebase(editing.base, editing.change, saved);
    const taken = differences(editing.base, saved).filter((part) => !clash.includes(part));
    this.edits.set(this.key, { base: saved, change, met: { taken, clash } });
  }

  private async stop(): Promise<void> {
    this.one<HTMLDialogElement>('dialog.stop')!.close();
    await this.offer(false);
  }

  /** Only what is offered changes; what else is being edited stays as it is, unsaved. */
  private async offer(offered: boolean): Promise<void> {
    const saved = this.topics?.find(({ topic }) => topic === this.chosen);
    if (!saved || this.saving) {
      return;
    }
    const kept = this.edits.get(this.key);
    const base = changeOf(saved);
    this.failed = undefined;
    await this.save({ base, change: { ...base, offered } }, (topic) => (offered ? t.catalogue.offered : t.catalogue.stopped)(topic[language].title));
    const now = this.topics?.find(({ topic }) => topic === this.chosen);
    if (kept && now && !this.failed) {
      this.edits.set(this.key, { base: changeOf(now), change: { ...kept.change, offered: now.offered, version: now.version } });
    }
    this.requestUpdate();
    await this.updateComplete;
    focusSummary(this);
  }

  protected override updated(): void {
    nameTab(t.catalogue.title, this.errors.size > 0 || this.failed !== undefined);
  }

  protected override render() {
    const { topics } = this;
    return html`<div class="desk ${this.chosen ? 'reading' : ''}">
      <div class="head">
        <div>
          <h1 tabindex="-1">${t.catalogue.title}</h1>
          <p class="muted">${topics && topics.length > 0 ? t.catalogue.count(topics.filter(({ offered }) => offered).length) : t.catalogue.lead}</p>
        </div>
        ${topics ? html`<a class="btn" href=${this.href(NEW)}>${t.catalogue.add}</a>` : nothing}
      </div>
      ${this.refused ? unread(this.refused, () => void this.load()) : topics ? this.halves(topics) : loading(6)}
    </div>`;
  }

  private halves(topics: Topic[]) {
    const { editing } = this;
    return html`<div class="halves">
      <div class="left">${topics.length === 0 ? html`<div class="panel empty stack"><h2>${t.catalogue.none}</h2><p>${t.catalogue.noneWhat}</p></div>` : this.list(topics)}</div>
      <div class="right">
        ${this.chosen ? html`<a class="back" href=${this.href()}>‹ ${t.catalogue.back}</a>` : nothing}
        ${editing
          ? this.form(topics, editing)
          : html`<p class="panel sunk muted choose">${this.chosen ? t.common.notFound : topics.length > 0 ? t.catalogue.choose : t.catalogue.lead}</p>`}
      </div>
    </div>`;
  }

  private list(topics: Topic[]) {
    return html`<nav class="sheet queue topics" aria-label=${t.catalogue.list}>
      ${shelved(topics).map(({ topic, level }) => {
        const { suggestions = [], answers = [] } = topic[language];
        const kept = this.edits.get(topic.topic);
        return html`<a class="level-${level} ${topic.offered ? '' : 'off'}" href=${this.href(topic.topic)} aria-current=${topic.topic === this.chosen ? 'true' : nothing}>
          <span class="ends"
            ><b>${topic[language].title}</b>${topic.offered ? nothing : html`<span class="tag">${t.catalogue.notOffered}</span>`}${kept && isDirty(kept)
              ? html`<span class="tag warn">${t.catalogue.unsaved}</span>`
              : nothing}</span
          >
          <span class="muted small num"
            >${[
              t.catalogue.hours(topic.hours),
              t.catalogue.priorities[topic.priority],
              ...(suggestions.length > 0 ? [t.catalogue.suggestionsCount(suggestions.length)] : []),
              ...(answers.length > 0 ? [t.catalogue.answersCount(answers.length)] : []),
            ].join(' · ')}</span
          >
        </a>`;
      })}
    </nav>`;
  }

  private form(topics: Topic[], editing: Editing) {
    const { change } = editing;
    const saved = topics.find(({ topic }) => topic === this.chosen);
    const above = topics.find(({ topic }) => topic === this.parentOfNew);
    const heading = saved ? saved[language].title : above ? t.catalogue.newBelow(above[language].title) : t.catalogue.newTitle;
    const level = saved ? shelved(topics).find(({ topic }) => topic.topic === saved.topic)?.level : undefined;
    return html`<form class="topic" novalidate @submit=${this.submit}>
        <header class="request">
          <h2 tabindex="-1">${heading}</h2>
          ${saved
            ? html`<p class="muted small">${t.catalogue.id(saved.topic)}</p>
                <div class="row acts">
                  ${level && level < 3
                    ? html`<a class="btn quiet" href=${this.href(NEW, saved.topic)} aria-label=${t.catalogue.addBelowOf(saved[language].title)}>${t.catalogue.addBelow}</a>`
                    : nothing}
                  ${saved.offered
                    ? html`<button type="button" class="btn quiet danger" @click=${() => open(this.one('dialog.stop'))}>${t.catalogue.stop}</button>`
                    : html`<button type="button" class="btn quiet" @click=${() => void this.offer(true)}>${t.catalogue.offer}</button>`}
                </div>`
            : nothing}
        </header>
        ${summary(this.errors)}${refusedAlert(this.failed)}${this.met(editing)}
        <div class="pair">${LANGUAGES.map((each) => this.texts(each, change[each]))}</div>
        ${this.settings(topics, change)} ${this.preview(change)}
        <div role="status" class="said">${this.said ? html`<p class="ok">${this.said}</p>` : nothing}</div>
        <div class="row saving">
          <button class="btn main" aria-disabled=${this.saving ? 'true' : nothing}>${this.saving ? t.common.saving : t.catalogue.save}</button>
          ${isDirty(editing) ? html`<button type="button" class="btn quiet" @click=${this.discard}>${t.catalogue.discard}</button>` : nothing}
        </div>
      </form>
      ${saved ? this.stopDialog(topics, saved) : nothing}`;
  }

  /** Somebody else saved the same topic: what came in, and what would overwrite theirs. */
  private met({ met }: Editing) {
    if (!met) {
      return nothing;
    }
    const named = (parts: Part[]) => html`<ul>${parts.map((part) => html`<li>${t.catalogue.parts[part]}</li>`)}</ul>`;
    return html`<div class="alert warn" role="alert" tabindex="-1" data-summary>
      <h2>${t.catalogue.conflict}</h2>
      <p>${t.catalogue.conflictKept}</p>
      ${met.taken.length > 0 ? html`<p>${t.catalogue.conflictTaken}</p>${named(met.taken)}` : nothing}
      ${met.clash.length > 0 ? html`<p>${t.catalogue.conflictClash}</p>${named(met.clash)}` : nothing}
      <button type="button" class="btn" @click=${this.discard}>${t.catalogue.conflictTheirs}</button>
    </div>`;
  }

  private texts(of: Language, text: TopicText) {
    const name = t.catalogue.languages[of];
    const write = (change: (text: TopicText) => void) => this.edit((whole) => change(whole[of]));
    const suggestions = text.suggestions ?? [];
    const answers = text.answers ?? [];
    return html`<fieldset class="panel language">
      <legend>${name}</legend>
      ${this.input({ id: `${of}-title`, label: t.catalogue.name }, of, text.title, 80, (value) => write((each) => (each.title = value)))}
      ${this.input({ id: `${of}-attach`, label: t.catalogue.attach, hint: t.catalogue.attachHint, optional: true }, of, text.attach ?? '', 200, (value) =>
        write((each) => (each.attach = value)),
      )}
      <fieldset class="group" aria-describedby="${of}-suggestions-hint">
        <legend>${t.catalogue.suggestions}</legend>
        <p class="hint" id="${of}-suggestions-hint">${t.catalogue.suggestionsHint}</p>
        ${suggestions.map(
          ({ question, answer }, i) => html`<div class="item">
            ${this.input({ id: `${of}-question-${i}`, label: t.catalogue.question(i + 1) }, of, question, 120, (value) => write((each) => (each.suggestions![i]!.question = value)))}
            ${this.area({ id: `${of}-answer-${i}`, label: t.catalogue.answer(i + 1) }, of, answer, 1_000, (value) => write((each) => (each.suggestions![i]!.answer = value)))}
            ${this.removal(of, t.catalogue.question(i + 1), () => write((each) => (each.suggestions = suggestions.filter((_, at) => at !== i))))}
          </div>`,
        )}
        ${suggestions.length < MOST_SUGGESTIONS
          ? this.addition(of, t.catalogue.addSuggestion, `${of}-question-${suggestions.length}`, () => write((each) => (each.suggestions = [...suggestions, { question: '', answer: '' }])))
          : nothing}
      </fieldset>
      <fieldset class="group" aria-describedby="${of}-answers-hint">
        <legend>${t.catalogue.answers}</legend>
        <p class="hint" id="${of}-answers-hint">${t.catalogue.answersHint}</p>
        ${answers.map(
          ({ title, text: words }, i) => html`<div class="item">
            ${this.input({ id: `${of}-answer-title-${i}`, label: t.catalogue.answerTitle(i + 1) }, of, title, 80, (value) => write((each) => (each.answers![i]!.title = value)))}
            ${this.area({ id: `${of}-answer-text-${i}`, label: t.catalogue.answerText(i + 1) }, of, words, 2_000, (value) => write((each) => (each.answers![i]!.text = value)))}
            ${this.removal(of, t.catalogue.answerTitle(i + 1), () => write((each) => (each.answers = answers.filter((_, at) => at !== i))))}
          </div>`,
        )}
        ${answers.length < MOST_ANSWERS
          ? this.addition(of, t.catalogue.addAnswer, `${of}-answer-title-${answers.length}`, () => write((each) => (each.answers = [...answers, { title: '', text: '' }])))
          : nothing}
      </fieldset>
    </fieldset>`;
  }

  private input(plain: FieldText, of: Language, value: string, longest: number, onInput: (value: string) => void) {
    const text = { ...plain, error: this.errors.get(plain.id) };
    return field(
      text,
      html`<input
        id=${text.id}
        lang=${of}
        .value=${value}
        maxlength=${longest}
        autocomplete="off"
        aria-label=${t.catalogue.inLanguage(text.label, t.catalogue.languages[of])}
        aria-describedby=${describedBy(text)}
        aria-invalid=${text.error ? 'true' : nothing}
        @input=${(event: InputEvent) => onInput((event.target as HTMLInputElement).value)}
      />`,
    );
  }

  private area(plain: FieldText, of: Language, value: string, longest: number, onInput: (value: string) => void) {
    const text = { ...plain, error: this.errors.get(plain.id) };
    return field(
      text,
      html`<textarea
        id=${text.id}
        lang=${of}
        rows="3"
        .value=${value}
        maxlength=${longest}
        aria-label=${t.catalogue.inLanguage(text.label, t.catalogue.languages[of])}
        aria-describedby=${describedBy(text)}
        aria-invalid=${text.error ? 'true' : nothing}
        @input=${(event: InputEvent) => onInput((event.target as HTMLTextAreaElement).value)}
      ></textarea>`,
    );
  }

  private removal(of: Language, what: string, act: () => void) {
    const label = t.catalogue.inLanguage(t.catalogue.removeWhat(what), t.catalogue.languages[of]);
    return html`<button type="button" class="btn quiet danger" aria-label=${label} @click=${act}>${t.catalogue.remove}</button>`;
  }

  private addition(of: Language, text: string, focusNext: string, act: () => void) {
    const go = async () => {
      act();
      await this.updateComplete;
      document.getElementById(focusNext)?.focus();
    };
    return html`<button type="button" class="btn quiet" aria-label=${t.catalogue.inLanguage(text, t.catalogue.languages[of])} @click=${() => void go()}>+ ${text}</button>`;
  }

  private settings(topics: Topic[], change: TopicChange) {
    const own = this.chosen === NEW ? undefined : this.chosen;
    const parents = possibleParents(topics, own);
    const levels = new Map(shelved(topics).map(({ topic, level }) => [topic.topic, level]));
    const number = (plain: FieldText, value: number, onInput: (value: number) => void) => {
      const text = { ...plain, error: this.errors.get(plain.id) };
      return field(
        text,
        html`<input
          id=${text.id}
          class="num"
          inputmode="numeric"
          autocomplete="off"
          maxlength="4"
          .value=${Number.isFinite(value) ? String(value) : ''}
          aria-describedby=${describedBy(text)}
          aria-invalid=${text.error ? 'true' : nothing}
          @input=${(event: InputEvent) => onInput(wholeNumber((event.target as HTMLInputElement).value))}
        />`,
      );
    };
    const select = (id: string, label: string, options: (readonly [string, string, boolean])[], onChoose: (value: string) => void) =>
      field(
        { id, label, error: this.errors.get(id) },
        html`<select id=${id} aria-invalid=${this.errors.has(id) ? 'true' : nothing} @change=${(event: Event) => onChoose((event.target as HTMLSelectElement).value)}>
          ${options.map(([value, text, chosen]) => html`<option value=${value} .selected=${chosen}>${text}</option>`)}
        </select>`,
      );
    return html`<fieldset class="panel settings">
      <legend>${t.catalogue.settings}</legend>
      ${number({ id: 'hours', label: t.catalogue.promised, hint: t.catalogue.promisedHint }, change.hours, (value) => this.edit((each) => (each.hours = value)))}
      ${number({ id: 'order', label: t.catalogue.order, hint: t.catalogue.orderHint }, change.order, (value) => this.edit((each) => (each.order = value)))}
      ${select(
        'priority',
        t.catalogue.priority,
        PRIORITIES.map((each) => [each, t.catalogue.priorities[each], each === change.priority] as const),
        (value) => this.edit((each) => (each.priority = value as Priority)),
      )}
      ${select(
        'route',
        t.catalogue.route,
        [['', t.catalogue.routeAbove, !change.route] as const, ...ROUTES.map((each) => [each, t.catalogue.routes[each], each === change.route] as const)],
        (value) => this.edit((each) => (value ? (each.route = value as Route) : delete each.route)),
      )}
      ${select(
        'parent',
        t.catalogue.parent,
        [
          ['', t.catalogue.top, !change.parent] as const,
          ...parents.map((each) => [each.topic, `${'\u2003'.repeat((levels.get(each.topic) ?? 1) - 1)}${each[language].title}`, each.topic === change.parent] as const),
        ],
        (value) => this.edit((each) => (value ? (each.parent = value) : delete each.parent)),
      )}
    </fieldset>`;
  }

  private preview(change: TopicChange) {
    return html`<details class="panel preview">
      <summary>${t.catalogue.preview}</summary>
      <div class="pair">
        ${LANGUAGES.map((each) => {
          const { title, attach, suggestions = [] } = tidy(change[each]);
          return html`<div class="stack" aria-label=${t.catalogue.languages[each]} role="group">
            <h3 lang=${each}>${title || '—'}</h3>
            ${suggestions.length > 0
              ? html`${suggestions.map(({ question, answer }) => html`<details lang=${each}><summary>${question || '—'}</summary><p class="words">${answer}</p></details>`)}
                  <p class="muted small">${t.catalogue.previewQuestion}</p>`
              : html`<p class="muted small">${t.catalogue.previewNothing}</p>`}
            ${attach ? html`<p class="small"><b>${t.catalogue.previewAttach}</b> <span lang=${each}>${attach}</span></p>` : nothing}
            ${Number.isFinite(change.hours) ? html`<p class="small">${t.catalogue.previewPromise(change.hours)}</p>` : nothing}
          </div>`;
        })}
      </div>
    </details>`;
  }

  private stopDialog(topics: Topic[], topic: Topic) {
    const below = [...withThoseBelow(topics, topic.topic)].length - 1;
    return html`<dialog class="stop" aria-labelledby="stop-title">
      <h2 id="stop-title">${t.catalogue.stopTitle(topic[language].title)}</h2>
      <p>${t.catalogue.stopWhat}</p>
      ${below > 0 ? html`<p>${t.catalogue.stopBelow(below)}</p>` : nothing}
      <div class="row">
        <button type="button" class="btn main bad" @click=${() => void this.stop()}>${t.catalogue.stop}</button>
        <button type="button" class="btn quiet" @click=${() => this.one<HTMLDialogElement>('dialog.stop')!.close()}>${t.common.cancel}</button>
      </div>
    </dialog>`;
  }
}

function isDirty({ base, change }: Editing): boolean {
  return differences(base, change).length > 0;
}

function wholeNumber(text: string): number {
  return /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
}

customElements.define('portero-desk-topics', DeskTopics);
