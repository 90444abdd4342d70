import type { Topic, TopicText } from '../api/shapes.ts';
import type { TopicChange } from '../api/desk.ts';
import { fold } from './fold.ts';
import { below, pathTo } from './topics.ts';

/** How deep the catalogue goes. */
export const LEVELS = 3;

/** A topic of the catalogue and how deep it stands, from 1. */
export interface Shelved {
  topic: Topic;
  level: number;
}

/** The catalogue line by line: each topic, then those below it, in their order. */
export function shelved(topics: readonly Topic[], parent?: string, level = 1): Shelved[] {
  return level > LEVELS
    ? []
    : below(topics, parent).flatMap((topic) => [{ topic, level }, ...shelved(topics, topic.topic, level + 1)]);
}

/** A topic and everything below it. */
export function withThoseBelow(topics: readonly Topic[], id: string): Set<string> {
  return new Set([id, ...shelved(topics, id).map(({ topic }) => topic.topic)]);
}

/** Under which topics another may stand: not under itself, not so deep that what is below it falls off. */
export function possibleParents(topics: readonly Topic[], id: string | undefined): Topic[] {
  const own = id === undefined ? new Set<string>() : withThoseBelow(topics, id);
  const depth = id === undefined ? 1 : Math.max(...[...own].map((each) => pathTo(topics, each).length)) - pathTo(topics, id).length + 1;
  return shelved(topics)
    .filter(({ topic, level }) => !own.has(topic.topic) && level + depth <= LEVELS)
    .map(({ topic }) => topic);
}

/** The name that a new topic gets for good: "No permite agregar" becomes "no-permite-agregar", or "no-permite-agregar-2". */
export function newTopicId(title: string, taken: readonly Topic[]): string {
  const plain =
    fold(title)
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 50)
      .replace(/-+$/, '') || 'tema';
  const isTaken = (id: string) => taken.some(({ topic }) => topic === id);
  let id = plain;
  for (let i = 2; isTaken(id); i++) {
    id = `${plain}-${i}`;
  }
  return id;
}

/** The order that puts a new topic last among those under the same parent. */
export function lastOrder(topics: readonly Topic[], parent: string | undefined): number {
  return Math.min(9_999, Math.max(0, ...below(topics, parent).map(({ order }) => order)) + 10);
}

/** What of a topic an editor changes. */
export function changeOf({ topic: _, ...change }: Topic): TopicChange {
  return change;
}

/** A text without the empty lines of a form; what a topic does not say is left out. */
export function tidy(text: TopicText): TopicText {
  const attach = text.attach?.trim();
  const suggestions = (text.suggestions ?? [])
    .map(({ question, answer }) => ({ question: question.trim(), answer: answer.trim() }))
    .filter(({ question, answer }) => question || answer);
  const answers = (text.answers ?? []).map(({ title, text: words }) => ({ title: title.trim(), text: words.trim() })).filter(({ title, text: words }) => title || words);
  return {
    title: text.title.trim(),
    ...(attach ? { attach } : {}),
    ...(suggestions.length > 0 ? { suggestions } : {}),
    ...(answers.length > 0 ? { answers } : {}),
  };
}

export const PARTS = ['parent', 'order', 'offered', 'hours', 'priority', 'route', 'es', 'en'] as const;
export type Part = (typeof PARTS)[number];

/** In what two states of a topic differ. */
export function differences(one: TopicChange, other: TopicChange): Part[] {
  const plain = (change: TopicChange, part: Part) =>
    JSON.stringify(part === 'es' || part === 'en' ? inOrder(tidy(change[part])) : (change[part] ?? null));
  return PARTS.filter((part) => plain(one, part) !== plain(other, part));
}

function inOrder({ title, attach, suggestions, answers }: TopicText): unknown[] {
  return [title, attach, suggestions?.map(({ question, answer }) => [question, answer]), answers?.map(({ title: name, text }) => [name, text])];
}

/** What somebody else changed comes in, except where the editor changed the same part: that stays as the editor has it. */
export function rebase(base: TopicChange, mine: TopicChange, theirs: TopicChange): { change: TopicChange; clash: Part[] } {
  const changedHere = differences(base, mine);
  const changedThere = differences(base, theirs);
  const taken = Object.fromEntries(changedHere.filter((part) => mine[part] !== undefined).map((part) => [part, mine[part]]));
  const change: TopicChange = { ...theirs, ...taken };
  for (const part of ['parent', 'route'] as const) {
    if (changedHere.includes(part) && mine[part] === undefined) {
      delete change[part];
    }
  }
  return { change, clash: changedHere.filter((part) => changedThere.includes(part) && differences(mine, theirs).includes(part)) };
}

export type Fault = 'title' | 'hours' | 'order' | 'question' | 'answer' | 'answerTitle' | 'answerText';

/** What has to be corrected before a topic can be saved, by the field's id. */
export function faults({ es, en, hours, order }: TopicChange): Map<string, Fault> {
  const found = new Map<string, Fault>();
  for (const [language, text] of Object.entries({ es, en })) {
    if (!text.title.trim()) {
      found.set(`${language}-title`, 'title');
    }
    halves(text.suggestions, ({ question, answer }) => [question, answer]).forEach(([i, missing]) =>
      found.set(`${language}-${missing === 0 ? 'question' : 'answer'}-${i}`, missing === 0 ? 'question' : 'answer'),
    );
    halves(text.answers, ({ title, text: words }) => [title, words]).forEach(([i, missing]) =>
      found.set(`${language}-answer-${missing === 0 ? 'title' : 'text'}-${i}`, missing === 0 ? 'answerTitle' : 'answerText'),
    );
  }
  if (!(hours >= 1 && hours <= 200)) {
    found.set('hours', 'hours');
  }
  if (!(order >= 0 && order <= 9_999)) {
    found.set('order', 'order');
  }
  return found;
}

/** Of pairs of which one half is empty: which pair, and which half. */
function halves<Pair>(pairs: readonly Pair[] | undefined, of: (pair: Pair) => [string, string]): [number, 0 | 1][] {
  return (pairs ?? []).flatMap((pair, i): [number, 0 | 1][] => {
    const [first, second] = of(pair).map((text) => text.trim() !== '') as [boolean, boolean];
    return first === second ? [] : [[i, first ? 1 : 0]];
  });
}
