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

export function forgetPending(): void {
  pending = undefined;
}
