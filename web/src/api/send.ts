import { Refused } from './refused.ts';
import { heard } from './server-clock.ts';

/** Longer than the API may take (10 s), shorter than people wait. */
const PATIENCE = 15_000;

/** Fetches; a cut connection and a missing answer are both {@link Refused} as unreachable. */
export async function send(input: Request | string, init?: RequestInit): Promise<Response> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE);
  try {
    const response = await fetch(input, { ...init, signal: abort.signal, cache: 'no-store' });
    heard(response.headers);
    // The body may still be on its way: a cut while reading it is a cut connection too.
    const body = await response.arrayBuffer();
    const empty = response.status === 204 || response.status === 304;
    return new Response(empty ? null : body, { status: response.status, statusText: response.statusText, headers: response.headers });
  } catch {
    throw Refused.unreachable();
  } finally {
    clearTimeout(timer);
  }
}
