import { esDesk, type DeskMessages } from './es-desk.ts';
import { t as help } from './help.ts';
import { withDoor } from './messages.ts';

/** Every text of the page in the chosen language, for those who answer requests for help. */
export let t: typeof help & DeskMessages = { ...help, ...esDesk };

await withDoor(
  esDesk,
  () => import('./en-desk.ts').then(({ enDesk }) => enDesk),
  // Those of the house and of requests are in place by now: they were asked for first.
  (texts) => (t = { ...help, ...texts }),
);
