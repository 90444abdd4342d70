import { t } from '../messages/inside.ts';

const LIMA = 'America/Lima';

function format(options: Intl.DateTimeFormatOptions, moment: Date): string {
  return new Intl.DateTimeFormat(t.locale, { timeZone: LIMA, ...options }).format(moment);
}

/** "lunes, 30 de noviembre de 2026, 18:00", Lima's time. */
export function longMoment(moment: string): string {
  const day = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }, new Date(moment));
  return t.time.at(day.replace(/^(\p{L}+),/u, '$1'), clock(new Date(moment)));
}

/** "31 de diciembre de 2026"; a date without hours is the same everywhere. */
export function longDay(day: string): string {
  return new Intl.DateTimeFormat(t.locale, { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(day));
}

/** "hoy, 7:42", "ayer", "12 de noviembre", and with the year once it is another one. */
export function recent(moment: string, now = new Date()): string {
  const then = new Date(moment);
  const days = daysBetween(then, now);
  if (days === 0) {
    return t.time.at(t.time.today, clock(then));
  }
  if (days === 1) {
    return t.time.yesterday;
  }
  const sameYear = format({ year: 'numeric' }, then) === format({ year: 'numeric' }, now);
  return format(sameYear ? { day: 'numeric', month: 'long' } : { day: 'numeric', month: 'long', year: 'numeric' }, then);
}

/** Midnights in Lima from one moment to a later one. */
export function daysBetween(from: Date, to: Date): number {
  return Math.round((dayNumber(to) - dayNumber(from)) / 86_400_000);
}

function dayNumber(moment: Date): number {
  const [year, month, day] = new Intl.DateTimeFormat('en-CA', { timeZone: LIMA, year: 'numeric', month: '2-digit', day: '2-digit' })
    .format(moment)
    .split('-')
    .map(Number);
  return Date.UTC(year!, month! - 1, day!);
}

function clock(moment: Date): string {
  return format({ hour: 'numeric', minute: '2-digit', hourCycle: 'h23' }, moment).replace(/^0(?=\d:)/, '');
}
