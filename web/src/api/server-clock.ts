let ahead = 0;

/** Notes what time it is for the server, whose clock decides when things end; a school's computer may be days off. */
export function heard(headers: Headers, here = Date.now()): void {
  const there = Date.parse(headers.get('Date') ?? '');
  if (Number.isFinite(there)) {
    ahead = there - here;
  }
}

/** Now, by the server's clock as its last answer told it. */
export function serverNow(here = Date.now()): Date {
  return new Date(here + ahead);
}
