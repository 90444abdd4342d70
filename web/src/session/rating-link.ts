/** What a rating link carries behind its #: the ticket and a token that works once. */
export interface RatingLink {
  ticket: string;
  token: string;
}

let held: RatingLink | undefined;

export function isRating(path: string): boolean {
  return path === '/calificar';
}

/** "#2026-0001482-7.q3v…" as its two parts. Undefined: it is not whole. */
export function ratingIn(fragment: string): RatingLink | undefined {
  const [, ticket, token] = /^#(\d{4}-\d{7}-\d)\.([\w-]{16,64})$/.exec(fragment) ?? [];
  return ticket && token ? { ticket, token } : undefined;
}

/** Takes the token out of the address before anything else happens, so that neither the history nor a shared screen keeps it. */
export function takeRatingLink(): void {
  if (isRating(location.pathname) && location.hash) {
    held = ratingIn(location.hash);
    history.replaceState(null, '', location.pathname);
  }
}

export function ratingLink(): RatingLink | undefined {
  return held;
}

export function forgetRatingLink(): void {
  held = undefined;
}
