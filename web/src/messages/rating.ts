import { esRating, type RatingMessages } from './es-rating.ts';
import { t as door, withDoor } from './messages.ts';

/** The door's texts and those of the rating, which needs no sign-in. */
export let t: RatingMessages = { ...door, ...esRating };

await withDoor(
  esRating,
  () => import('./en-rating.ts').then(({ enRating }) => enRating),
  (texts) => (t = texts),
);
