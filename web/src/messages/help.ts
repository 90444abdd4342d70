import { esHelp } from './es-help.ts';
import { t as inside } from './inside.ts';
import type { Messages } from './es-inside.ts';
import { withDoor } from './messages.ts';

export type HelpMessages = Messages & typeof esHelp;

/** Every text behind the door, and those of the help desk. */
export let t: HelpMessages = { ...inside, ...esHelp };

await withDoor(
  esHelp,
  () => import('./en-help.ts').then(({ enHelp }) => enHelp),
  // `inside` has its language by now: it was prepared before, since it is imported here.
  (texts) => (t = { ...inside, ...texts }),
);
