import type { Role, User } from '../api/shapes.ts';
import { daysBetween } from './dates.ts';
import { matches } from './fold.ts';

/** The lists that a director works through, by their names in the address. */
export const FILTERS = {
  all: 'todas',
  soon: 'por-vencer',
  expired: 'vencidas',
  never: 'nunca-ingresaron',
  pending: 'sin-terminar',
  mailless: 'sin-correo',
  ended: 'del-anio-pasado',
  active: 'activas',
} as const;
export type Filter = keyof typeof FILTERS;

/** A temporary password that runs out within two days wants doing now. */
const SOON = 2;

export function daysLeft(user: User, now: Date): number | undefined {
  return user.state === 'never-signed-in' && user.temporaryUntil ? daysBetween(now, new Date(user.temporaryUntil)) : undefined;
}

export function passes(user: User, filter: Filter, now: Date): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'active':
      return user.state === 'active';
    case 'never':
      return user.state === 'never-signed-in' || user.state === 'temporary-expired';
    case 'soon':
      return (daysLeft(user, now) ?? Infinity) <= SOON;
    case 'expired':
      return user.state === 'temporary-expired';
    case 'mailless':
      return !user.emailStanding && user.state !== 'ended';
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
