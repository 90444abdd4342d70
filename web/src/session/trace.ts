/** After so long without a key or a touch the session of a shared computer is closed. */
export const IDLE_MINUTES = 15;
const IDLE = IDLE_MINUTES * 60_000;

// Harmless to whoever reads them: when a session was last used here, and whether a sign-out still has to reach the server.
const USED = 'portero.used';
const LEAVING = 'portero.leaving';

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string | undefined): void {
  try {
    if (value === undefined) {
      localStorage.removeItem(key);
    } else {
      localStorage.setItem(key, value);
    }
  } catch {
    // Private windows may refuse storage: the session then lasts as long as the page.
  }
}

/** Whether a session may exist, so that a stranger's first visit asks the server nothing. */
export function exists(): boolean {
  return read(USED) !== null;
}

export function touch(now = Date.now()): void {
  write(USED, String(now));
}

/** When any tab was last used; storage is shared, so every tab agrees. */
export function lastUse(): number {
  return Number(read(USED) ?? 0);
}

/** Whether nobody used the session for so long that it must not be continued. */
export function stale(now = Date.now()): boolean {
  return now - lastUse() >= IDLE;
}

export function millisecondsLeft(now = Date.now()): number {
  return Math.max(0, lastUse() + IDLE - now);
}

export function forget(): void {
  write(USED, undefined);
}

export function leave(): void {
  write(LEAVING, '1');
}

export function left(): void {
  write(LEAVING, undefined);
}

export function leaving(): boolean {
  return read(LEAVING) !== null;
}
