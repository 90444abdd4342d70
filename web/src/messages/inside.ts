import { esInside, type Messages } from './es-inside.ts';
import { t as door, withDoor } from './messages.ts';

/** Every text of the page in the chosen language, for those who have signed in. */
export let t: Messages = { ...door, ...esInside };

await withDoor(
  esInside,
  () => import('./en-inside.ts').then(({ enInside }) => enInside),
  (texts) => (t = texts),
);
