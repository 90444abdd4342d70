import { t } from '../messages/messages.ts';

const LIMA = 'America/Lima';

/** A moment in the page's language, Lima's time. */
export function inLima(options: Intl.DateTimeFormatOptions, moment: Date): string {
  return new Intl.DateTimeFormat(t.locale, { timeZone: LIMA, ...options }).format(moment);
}

/** "7:42", "18:00". */
export function clock(moment: Date): string {
  return inLima({ hour: 'numeric', minute: '2-digit', hourCycle: 'h23' }, moment).replace(/^0(?=\d:)/, '');
}

/**
 * The next full minute, since what ends at 10:41:20 is over for sure "at 10:42"; with its day where that is not today:
 * "10:42", "martes, 10:42".
 */
export function clockAfter(moment: Date, now: Date): string {
  const full = new Date(Math.ceil(moment.getTime() / 60_000) * 60_000);
  const day = (of: Date) => inLima({ year: 'numeric', month: 'numeric', day: 'numeric' }, of);
  return day(full) === day(now) ? clock(full) : `${inLima({ weekday: 'long' }, full)}, ${clock(full)}`;
}

/** Seconds as "4:05". */
export function minutesAndSeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
