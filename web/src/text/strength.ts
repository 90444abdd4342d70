import { fold } from './fold.ts';

export type Strength = 'empty' | 'short' | 'personal' | 'weak' | 'fair' | 'good' | 'strong';

const ROWS = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const FAVOURITES = /contrasena|password|siagie|minedu|portero|colegio|director|docente|profesor|peru/g;

/**
 * How hard a password is to guess, judged by what is left of it once repeats, keyboard runs, favourite words and one's own
 * names count as one letter each. A hint for people: the server's rules decide; only the login inside is sure to be refused.
 */
export function strength(password: string, minimum: number, personal: string[]): Strength {
  const length = lengthOf(password);
  if (length === 0) {
    return 'empty';
  }
  if (length < minimum) {
    return 'short';
  }
  const folded = fold(password);
  const known = personal.map(fold).filter((part) => part.length >= 4);
  if (known.some((part) => /\d{6}/.test(part) && folded.includes(part))) {
    return 'personal';
  }
  const worth = worthOf(known.reduce((left, part) => left.split(part).join('*'), folded));
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length;
  const score = worth + (kinds - 1) * 1.5;
  return score < 10 ? 'weak' : score < 16 ? 'fair' : score < 21 ? 'good' : 'strong';
}

/** In code points, however the keyboard composes its accents: as the server counts. */
export function lengthOf(password: string): number {
  return [...password.normalize('NFC')].length;
}

function worthOf(folded: string): number {
  const left = folded.replace(FAVOURITES, '*');
  let worth = 0;
  const seen = new Map<string, number>();
  for (let i = 0; i < left.length; i++) {
    const letter = left.charAt(i);
    const times = (seen.get(letter) ?? 0) + 1;
    seen.set(letter, times);
    const pair = left.charAt(i - 1) + letter;
    if (i > 0 && (pair[0] === pair[1] || isRun(pair) || left.indexOf(pair) < i - 1)) {
      continue;
    }
    worth += times > 4 ? 0.4 : 1;
  }
  return worth;
}

function isRun(pair: string): boolean {
  const back = pair.charAt(1) + pair.charAt(0);
  return ROWS.some((row) => row.includes(pair) || row.includes(back));
}
