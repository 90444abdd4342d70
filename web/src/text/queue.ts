import type { Wanted } from '../api/desk.ts';
import type { TicketSummary } from '../api/shapes.ts';
import { t } from '../messages/desk.ts';
import { clock, inLima } from './clock.ts';
import { daysBetween, recent } from './dates.ts';
import { matches } from './fold.ts';
import { isOpen } from './tickets.ts';

/** What may be asked of a queue, by its names in the address. */
const NAMES = {
  status: { new: 'nuevas', 'in-progress': 'en-curso', waiting: 'en-espera', resolved: 'resueltas', closed: 'cerradas' },
  due: { late: 'atrasadas', today: 'hoy', week: 'semana' },
  assignee: { mine: 'mias', nobody: 'nadie' },
} as const;

/** What the address asks for; names that it does not know ask for nothing. */
export function wantedOf(query: URLSearchParams): Wanted {
  const status = named(NAMES.status, query.get('estado'));
  const due = named(NAMES.due, query.get('plazo'));
  const assignee = named(NAMES.assignee, query.get('de'));
  const topic = query.get('tema');
  const school = query.get('institucion');
  const days = Number(query.get('dias'));
  return {
    ...(status ? { status } : {}),
    ...(due ? { due } : {}),
    ...(assignee ? { assignee } : {}),
    ...(topic ? { topic } : {}),
    ...(school ? { school } : {}),
    ...(Number.isInteger(days) && days >= 1 && days <= 366 ? { olderThanDays: days } : {}),
  };
}

/** The same for the address. */
export function inAddress({ status, due, assignee, topic, school, olderThanDays }: Wanted): Record<string, string | undefined> {
  return {
    estado: status && status !== 'open' ? NAMES.status[status] : undefined,
    plazo: due && NAMES.due[due],
    de: assignee && NAMES.assignee[assignee],
    tema: topic,
    institucion: school,
    dias: olderThanDays === undefined ? undefined : String(olderThanDays),
  };
}

function named<Name extends string>(names: Readonly<Record<Name, string>>, asked: string | null): Name | undefined {
  return (Object.keys(names) as Name[]).find((name) => names[name] === asked);
}

export type Chip = 'open' | 'today' | 'late' | 'mine' | 'unassigned';

/** The lists that an agent works through; each is one filter. */
export const CHIPS: Readonly<Record<Chip, Wanted>> = {
  open: {},
  today: { due: 'today' },
  late: { due: 'late' },
  mine: { assignee: 'mine' },
  unassigned: { assignee: 'nobody' },
};

/** The list that just these filters make, if one does. */
export function chipOf(wanted: Wanted): Chip | undefined {
  return (Object.keys(CHIPS) as Chip[]).find((chip) => same(CHIPS[chip], wanted));
}

export function same(one: Wanted, other: Wanted): boolean {
  return JSON.stringify(Object.entries(inAddress(one))) === JSON.stringify(Object.entries(inAddress(other)));
}

/** Filters that no list of {@link CHIPS} explains. */
export function furtherFilters(wanted: Wanted): number {
  return chipOf(wanted) ? 0 : Object.values(inAddress(wanted)).filter((value) => value !== undefined).length;
}

/** A list on the screen after it was read again: what it holds stays where it stands. */
export interface Followed {
  items: TicketSummary[];
  /** Those that are not on the screen yet. */
  fresh: TicketSummary[];
  /** Those that no longer belong on the list. */
  gone: Set<string>;
}

/**
 * Compares the list on the screen with the first page as it is now. `since` is when the list was read: where there is more than the
 * first page, an older ticket that is not on the screen is one of the later pages', not a new one.
 */
export function follow(held: readonly TicketSummary[], page: readonly TicketSummary[], whole: boolean, since: Date): Followed {
  const now = new Map(page.map((ticket) => [ticket.ticket, ticket]));
  const known = new Set(held.map(({ ticket }) => ticket));
  return {
    items: held.map((ticket) => newer(ticket, now.get(ticket.ticket))),
    fresh: page.filter(({ ticket, createdAt }) => !known.has(ticket) && (whole || new Date(createdAt) > since)),
    gone: new Set(whole ? held.map(({ ticket }) => ticket).filter((ticket) => !now.has(ticket)) : []),
  };
}

/** An answer that was overtaken must not undo what is known. */
export function newer(held: TicketSummary, read: TicketSummary | undefined): TicketSummary {
  return read && read.version >= held.version ? read : held;
}

/** Those in which every word sought occurs: number, name of the topic, institution, people and the comment's beginning. */
export function sought(tickets: readonly TicketSummary[], text: string, nameOf: (topic: string) => string): TicketSummary[] {
  return tickets.filter(({ ticket, topic, institution, requester, affectedPerson, assignee, excerpt }) =>
    matches(
      [ticket, ticket.replaceAll('-', ''), nameOf(topic), institution.name, institution.code, requester.fullName, affectedPerson?.fullName, assignee?.fullName, excerpt].join(' '),
      text,
    ),
  );
}

export type Urgency = 'over' | 'near' | 'far' | 'settled';

/** "vence en 2 h", "vence hoy 17:00", "venció hace 1 día"; and how loud that is. */
export function due({ status, promisedAt, changedAt, late }: TicketSummary, now: Date): { words: string; urgency: Urgency } {
  if (!isOpen(status)) {
    return { words: t.due.ended(recent(changedAt, now)), urgency: 'settled' };
  }
  const promised = new Date(promisedAt);
  const minutes = Math.round((promised.getTime() - now.getTime()) / 60_000);
  if (minutes < 0) {
    return late ? { words: ago(-minutes, daysBetween(promised, now)), urgency: 'over' } : { words: t.due.answered, urgency: 'far' };
  }
  const days = daysBetween(now, promised);
  if (minutes < 60) {
    return { words: t.due.inMinutes(minutes), urgency: 'near' };
  }
  if (minutes < 4 * 60) {
    return { words: t.due.inHours(Math.floor(minutes / 60)), urgency: 'near' };
  }
  if (days === 0) {
    return { words: t.due.today(clock(promised)), urgency: 'near' };
  }
  return {
    words: days === 1 ? t.due.tomorrow(clock(promised)) : t.due.on(inLima({ weekday: 'short', day: 'numeric', month: 'short' }, promised).replaceAll('.', '').replace(',', '')),
    urgency: 'far',
  };
}

function ago(minutes: number, days: number): string {
  if (minutes < 60) {
    return t.due.minutesAgo(minutes);
  }
  return days === 0 || minutes < 12 * 60 ? t.due.hoursAgo(Math.floor(minutes / 60)) : t.due.daysAgo(Math.max(1, days));
}

export const SHORTCUTS = ['next', 'previous', 'open', 'take', 'reply', 'note', 'search', 'help'] as const;
export type Shortcut = (typeof SHORTCUTS)[number];

/** What is printed on the keys; arrows work inside the list only, where they would scroll nothing else. */
export const KEYS: Readonly<Record<Shortcut, readonly string[]>> = {
  next: ['j', '↓'],
  previous: ['k', '↑'],
  open: ['Enter'],
  take: ['t'],
  reply: ['r'],
  note: ['n'],
  search: ['/'],
  help: ['?'],
};

export interface Stroke {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** What a key does; undefined where it belongs to the browser, a field or another control. */
export function shortcut({ key, ctrlKey, metaKey, altKey }: Stroke, where: { typing: boolean; inList: boolean; on: boolean }): Shortcut | undefined {
  if (ctrlKey || metaKey || altKey || where.typing) {
    return undefined;
  }
  // Arrows are no characters: they need no switch, and mean the list only while the focus is in it.
  if (where.inList && (key === 'ArrowDown' || key === 'ArrowUp')) {
    return key === 'ArrowDown' ? 'next' : 'previous';
  }
  if (!where.on || key.length !== 1) {
    return undefined;
  }
  return SHORTCUTS.find((each) => KEYS[each].includes(key.toLowerCase()));
}
