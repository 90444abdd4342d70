import { esDesk, type DeskMessages } from './es-desk.ts';
import { t as inside } from './inside.ts';
import { withDoor } from './messages.ts';
import type { Messages } from './es-inside.ts';

/** Every text of the page in the chosen language, for those who answer requests for help. */
export let t: Messages & DeskMessages = { ...inside, ...esDesk };

await withDoor(
  esDesk,
  () => import('./en-desk.ts').then(({ enDesk }) => enDesk),
  // Those of the house are in place by now: they were asked for first.
  (texts) => (t = { ...inside, ...texts }),
);
