import type { NewPasswordRequired } from '../api/shapes.ts';

/** A sign-in that waits for a password of one's own. */
export interface PendingPassword {
  login: string;
  challenge: string;
  minimumLength: number;
}

let pending: PendingPassword | undefined;

export function pendingPassword(): PendingPassword | undefined {
  return pending;
}

export function awaitPassword(login: string, answer: NewPasswordRequired): void {
  pending = { login, challenge: answer.challenge, minimumLength: answer.minimumLength };
}

let chosen = false;

/** Somebody chose their first password just now: a good moment to offer what goes with it, once. */
export function justChose(): void {
  chosen = true;
}

export function takeJustChose(): boolean {
  const was = chosen;
  chosen = false;
  return was;
}

export function forgetPending(): void {
  pending = undefined;
}
