import type { Role, User } from '../api/shapes.ts';
import { daysBetween } from './dates.ts';
import { matches } from './fold.ts';

/** The lists that a director works through, by their names in the address. */
export const FILTERS = {
  all: 'todas',
  never: 'nunca-ingresaron',
  soon: 'por-vencer',
  mailless: 'sin-correo',
  bouncing: 'correo-rebota',
  locked: 'bloqueadas',
  pending: 'sin-terminar',
  ended: 'del-anio-pasado',
  active: 'activas',
} as const;
export type Filter = keyof typeof FILTERS;

/** The lists that are always offered; others only while somebody is in them. */
export const ALWAYS: readonly Filter[] = ['all', 'never', 'soon', 'mailless'];

/** A temporary password that runs out within two days wants doing now. */
const SOON = 2;

export function daysLeft(user: User, now: Date): number | undefined {
  return user.state === 'never-signed-in' && user.temporaryUntil ? daysBetween(now, new Date(user.temporaryUntil)) : undefined;
}

/** Whether the person still has to replace a password that somebody handed over. */
function holdsTemporary({ state }: User): boolean {
  return state === 'never-signed-in' || state === 'temporary-expired';
}

/** The list may have been read before the password ran out. */
export function hasExpired({ state, temporaryUntil }: User, now: Date): boolean {
  return state === 'temporary-expired' || (state === 'never-signed-in' && temporaryUntil !== undefined && new Date(temporaryUntil) <= now);
}

export function isLocked({ lockedUntil }: User, now: Date): boolean {
  return lockedUntil !== undefined && new Date(lockedUntil) > now;
}

export type ResetAction = 'reset' | 'reissue' | 'by-mail' | 'none';

/** What the list offers for a lost password. */
export function resetAction(user: User): ResetAction {
  switch (user.reset) {
    case 'available':
      return holdsTemporary(user) ? 'reissue' : 'reset';
    case 'by-email':
      return 'by-mail';
    default:
      return 'none';
  }
}

export function passes(user: User, filter: Filter, now: Date): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'active':
      return user.state === 'active';
    case 'never':
      return holdsTemporary(user) && user.lastSignInAt === undefined;
    case 'soon':
      return hasExpired(user, now) || (daysLeft(user, now) ?? Infinity) <= SOON;
    case 'mailless':
      return !user.emailStanding && user.state !== 'ended';
    case 'bouncing':
      return user.emailStanding === 'bouncing' && user.state !== 'ended';
    case 'locked':
      return isLocked(user, now);
    case 'ended':
      return user.state === 'ended';
    case 'pending':
      return user.state === 'pending';
  }
}

export function filterOf(name: string | null): Filter {
  return (Object.keys(FILTERS) as Filter[]).find((filter) => FILTERS[filter] === name) ?? 'all';
}

export function find(users: User[], wanted: { filter: Filter; role: Role | undefined; text: string; now: Date }): User[] {
  return users.filter(
    (user) =>
      passes(user, wanted.filter, wanted.now) &&
      (!wanted.role || user.role === wanted.role) &&
      matches(`${user.fullName} ${user.login}`, wanted.text),
  );
}

/** Whether a search may stand in the address: a document number may not. */
export function mayBeInAddress(text: string): boolean {
  return !/\d/.test(text);
}
