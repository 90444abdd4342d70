import type { TicketEntry, TicketStatus, TicketSummary } from '../api/shapes.ts';
import { t } from '../messages/help.ts';
import { clock, inLima } from './clock.ts';
import { daysBetween } from './dates.ts';

/** The colour beside the word; never instead of it. */
export const STATUS_TAGS: Record<TicketStatus, string> = { new: '', 'in-progress': 'on', waiting: 'warn', resolved: 'ok', closed: '' };

export function isOpen(status: TicketStatus): boolean {
  return status === 'new' || status === 'in-progress' || status === 'waiting';
}

/** A number in the groups in which people say it over a telephone: "2026", "-", "000", "1482", "-", "7". */
export function numberGroups(ticket: string): string[] {
  const parts = /^(\d{4})-(\d{3})(\d{4})-(\d)$/.exec(ticket);
  return parts ? [parts[1]!, '-', parts[2]!, parts[3]!, '-', parts[4]!] : [ticket];
}

/** As somebody typed or read it: "2026 0001482 7", "202600014827" become "2026-0001482-7". Undefined: not a number. */
export function ticketNumber(typed: string): string | undefined {
  const digits = typed.replace(/[\s.\u2010-\u2015-]/g, '');
  return /^\d{12}$/.test(digits) ? `${digits.slice(0, 4)}-${digits.slice(4, 11)}-${digits.slice(11)}` : undefined;
}

/** "miércoles 25 de noviembre a las 13:00", Lima's time; with the year where it is another one. */
export function dayAndHour(moment: string, now: Date): string {
  const then = new Date(moment);
  const sameYear = inLima({ year: 'numeric' }, then) === inLima({ year: 'numeric' }, now);
  const day = inLima({ weekday: 'long', day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) }, then);
  return t.ticket.dayAndHour(day.replace(/^(\p{L}+),/u, '$1'), clock(then));
}

/** "hoy a las 13:00", "mañana a las 9:30", else the whole day. */
export function soon(moment: string, now: Date): string {
  const days = daysBetween(now, new Date(moment));
  const hour = clock(new Date(moment));
  return days === 0 ? t.ticket.dayAndHour(t.time.today, hour) : days === 1 ? t.ticket.dayAndHour(t.ticket.tomorrow, hour) : dayAndHour(moment, now);
}

/** What waits for the reader's own answer first; the server's order, newest first, otherwise. */
export function mineFirst(tickets: readonly TicketSummary[], me: string): TicketSummary[] {
  const turn = ({ status, requester }: TicketSummary) => Number(status === 'waiting' && requester.person === me);
  return [...tickets].sort((one, other) => turn(other) - turn(one));
}

/** Whether an entry is something that somebody said, rather than something that happened. */
export function isSaid({ text, attachments }: TicketEntry): boolean {
  return Boolean(text) || (attachments?.length ?? 0) > 0;
}

/** The question that the requester has not answered yet. */
export function openQuestion({ status, timeline }: { status: TicketStatus; timeline: readonly TicketEntry[] }): TicketEntry | undefined {
  // A ticket waits for who takes an offered password too: then an earlier question has been answered.
  const last = timeline.filter(({ kind, by }) => kind === 'question' || kind === 'reset-offered' || (kind === 'reply' && by.side === 'requester')).at(-1);
  return status === 'waiting' && last?.kind === 'question' ? last : undefined;
}

/** In code points, trimmed and composed, as the server counts. */
export function lengthOfText(text: string): number {
  return [...text.normalize('NFC').trim()].length;
}
