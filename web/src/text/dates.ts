import { t } from '../messages/inside.ts';
import { clock, inLima } from './clock.ts';

/** "lunes, 30 de noviembre de 2026, 18:00", Lima's time. */
export function longMoment(moment: string): string {
  const day = inLima({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }, new Date(moment));
  return t.time.at(day.replace(/^(\p{L}+),/u, '$1'), clock(new Date(moment)));
}

/** "31 de diciembre de 2026"; a date without hours is the same everywhere. */
export function longDay(day: string): string {
  return new Intl.DateTimeFormat(t.locale, { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(day));
}

/** "hoy, 7:42", "ayer", "12 de noviembre", and with the year once it is another one. */
export function recent(moment: string, now: Date): string {
  const then = new Date(moment);
  const days = daysBetween(then, now);
  if (days === 0) {
    return t.time.at(t.time.today, clock(then));
  }
  if (days === 1) {
    return t.time.yesterday;
  }
  const sameYear = inLima({ year: 'numeric' }, then) === inLima({ year: 'numeric' }, now);
  return inLima(sameYear ? { day: 'numeric', month: 'long' } : { day: 'numeric', month: 'long', year: 'numeric' }, then);
}

/** Midnights in Lima from one moment to a later one. */
export function daysBetween(from: Date, to: Date): number {
  return Math.round((dayNumber(to) - dayNumber(from)) / 86_400_000);
}

function dayNumber(moment: Date): number {
  const [year, month, day] = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Lima', year: 'numeric', month: '2-digit', day: '2-digit' })
    .format(moment)
    .split('-')
    .map(Number);
  return Date.UTC(year!, month! - 1, day!);
}
