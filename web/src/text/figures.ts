import { t } from '../messages/desk.ts';
import type { Measure } from './numbers.ts';

/** A figure with its unit: "3.5 h", "12 %", "4.2 de 5"; a dash where there was nothing to measure. */
export function valueWords(measure: Measure, value: number | undefined): string {
  if (value === undefined) {
    return '—';
  }
  const number = new Intl.NumberFormat(t.locale, { maximumFractionDigits: 1 }).format(value);
  switch (measure) {
    case 'received':
    case 'solved':
    case 'avoided':
      return number;
    case 'answerHours':
    case 'solveHours':
      return t.figures.inHours(number);
    case 'latePercent':
      return t.figures.percent(number);
    case 'rating':
      return t.figures.outOf(number);
  }
}

/** "16 nov", and with the year where it is another than today's; a date without hours is the same everywhere. */
export function shortDay(day: string, today: string): string {
  const sameYear = day.slice(0, 4) === today.slice(0, 4);
  return new Intl.DateTimeFormat(t.locale, { timeZone: 'UTC', day: 'numeric', month: 'short', ...(sameYear ? {} : { year: '2-digit' }) })
    .format(new Date(day))
    .replaceAll('.', '');
}

/** Today in Lima, as an ISO date. */
export function todayInLima(now: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Lima', year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);
}
