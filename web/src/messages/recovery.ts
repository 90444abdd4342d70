import { esRecovery, type RecoveryMessages } from './es-recovery.ts';
import { t as door, withDoor } from './messages.ts';

/** The door's texts and those of recovering a password, which few need. */
export let t: RecoveryMessages = { ...door, ...esRecovery };

await withDoor(
  esRecovery,
  () => import('./en-recovery.ts').then(({ enRecovery }) => enRecovery),
  (texts) => (t = texts),
);
