import type { Numbers, TopicNumbers } from '../api/desk.ts';
import { csv, type Cell } from './csv.ts';

export const MEASURES = ['received', 'solved', 'avoided', 'answerHours', 'solveHours', 'latePercent', 'rating'] as const;
export type Measure = (typeof MEASURES)[number];

/** What was measured, rounded once; an average of nothing is undefined. */
export type Figures = Readonly<Record<Measure, number | undefined>>;

/** A week or a topic with its figures: all that the charts, the tables and the files show is read from here. */
export interface Line {
  key: string;
  name: string;
  figures: Figures;
  /** The week is not over yet. */
  running?: boolean;
}

export function figures(parts: readonly TopicNumbers[]): Figures {
  const sum = (of: (part: TopicNumbers) => number) => parts.reduce((total, part) => total + of(part), 0);
  const answered = sum((part) => part.answered);
  const solved = sum((part) => part.solved);
  return {
    received: sum((part) => part.received),
    solved,
    avoided: sum((part) => part.avoided),
    answerHours: ratio(sum((part) => part.answerMinutes), answered * 60),
    solveHours: ratio(sum((part) => part.solveMinutes), solved * 60),
    latePercent: ratio(sum((part) => part.late) * 100, answered),
    rating: ratio(sum((part) => part.ratingSum), sum((part) => part.ratings)),
  };
}

/** To one decimal. */
function ratio(of: number, among: number): number | undefined {
  return among === 0 ? undefined : Math.round((of / among) * 10) / 10;
}

/** A line for each week; `among` keeps to these topics. */
export function byWeek(numbers: Numbers, nameOf: (monday: string) => string, today: string, among?: ReadonlySet<string>): Line[] {
  return numbers.weeks.map(({ week, monday, topics }) => ({
    key: week,
    name: nameOf(monday),
    figures: figures(kept(topics, among)),
    running: monday <= today && today < dayAfter(monday, 7),
  }));
}

/** A line for each topic that occurred, the most received first; `among` keeps to these. */
export function byTopic(numbers: Numbers, nameOf: (topic: string) => string, among?: ReadonlySet<string>): Line[] {
  const parts = new Map<string, TopicNumbers[]>();
  for (const part of kept(numbers.weeks.flatMap((week) => week.topics), among)) {
    parts.set(part.topic, [...(parts.get(part.topic) ?? []), part]);
  }
  return [...parts]
    .map(([key, of]) => ({ key, name: nameOf(key), figures: figures(of) }))
    .sort((a, b) => b.figures.received! - a.figures.received! || a.name.localeCompare(b.name));
}

export function inAll(numbers: Numbers, among?: ReadonlySet<string>): Figures {
  return figures(kept(numbers.weeks.flatMap((week) => week.topics), among));
}

function kept(parts: readonly TopicNumbers[], among: ReadonlySet<string> | undefined): readonly TopicNumbers[] {
  return among ? parts.filter(({ topic }) => among.has(topic)) : parts;
}

/** The lines as a spreadsheet takes them, under their headings. */
export function file(first: string, headings: Readonly<Record<Measure, string>>, lines: readonly Line[]): string {
  const rows: Cell[][] = lines.map(({ name, figures }) => [name, ...MEASURES.map((measure) => figures[measure])]);
  return csv([[first, ...MEASURES.map((measure) => headings[measure])], ...rows]);
}

/** The days from the Monday `weeks - 1` weeks ago until today. */
export function lastWeeks(weeks: number, today: string): { from: string; to: string } {
  const weekday = (new Date(today).getUTCDay() + 6) % 7;
  return { from: dayAfter(today, -weekday - 7 * (weeks - 1)), to: today };
}

/** How many weeks from Monday to Sunday these days touch. */
export function weeksTouched(from: string, to: string): number {
  const monday = lastWeeks(1, from).from;
  return Math.floor((Date.parse(to) - Date.parse(monday)) / (7 * 86_400_000)) + 1;
}

/** A day some days later; days are ISO dates, which know no hours. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
