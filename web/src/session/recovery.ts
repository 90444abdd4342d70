/** A recovery under way: which request, and for whom. The code and the new password are never among it. */
export interface Recovery {
  id: string;
  login: string;
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const KEY = 'portero.recovery';
const ID = /^[0-9a-hjkmnp-tv-z]{26}$/;

/** Survives a reload of this tab, so that fetching the code from another window costs nothing. */
export function remember({ id, login }: Recovery, store = tab()): void {
  try {
    store?.setItem(KEY, JSON.stringify({ id, login }));
  } catch {
    // Private windows may refuse storage: the address still names the request, and the login is asked for.
  }
}

/** The login that this tab asked the code of `id` for. */
export function loginOf(id: string, store = tab()): string | undefined {
  try {
    const held = JSON.parse(store?.getItem(KEY) ?? 'null') as Partial<Recovery> | null;
    return held?.id === id && typeof held.login === 'string' ? held.login : undefined;
  } catch {
    return undefined;
  }
}

export function forget(store = tab()): void {
  try {
    store?.removeItem(KEY);
  } catch {
    // See above.
  }
}

/** Whether a path is `/recuperar`, alone or with what should be a request's id. */
export function isRecovery(path: string): boolean {
  return path === '/recuperar' || path.startsWith('/recuperar/');
}

/** The request that a path names, as the link in the mail does. */
export function recoveryIn(path: string): string | undefined {
  const id = path.slice('/recuperar/'.length);
  return ID.test(id) ? id : undefined;
}

function tab(): Store | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}

let typed = '';

/** Carries a login from one form of the door to the next, in memory: addresses and histories are read by others. */
export function carryLogin(login: string): void {
  typed = login;
}

export function carriedLogin(): string {
  return typed;
}
