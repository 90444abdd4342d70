import { Refused, refusal } from '../api/refused.ts';
import { send } from '../api/send.ts';
import type { MyAccess, SignedIn } from '../api/shapes.ts';
import { say, onNews } from './tabs.ts';
import * as trace from './trace.ts';

/** Why somebody stands at the door. */
export type Farewell = 'ended' | 'idle' | 'signed-out' | 'signed-out-offline' | 'challenge-ended';

export type Session =
  | { state: 'starting' }
  | { state: 'unreachable' }
  | { state: 'out'; why?: Farewell }
  | { state: 'in'; me: MyAccess };

let session: Session = { state: 'starting' };
/** Memory only: it never reaches storage, the address or the document. */
let token: { value: string; until: number } | undefined;
let refreshing: Promise<boolean> | undefined;
const listeners = new Set<(session: Session) => void>();

export function current(): Session {
  return session;
}

export function onSession(listener: (session: Session) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function become(next: Session): void {
  session = next;
  if (next.state !== 'in') {
    token = undefined;
  }
  listeners.forEach((listener) => listener(next));
}

/** Continues the session of an earlier visit, where there is one. Strangers cause no request. */
export async function start(): Promise<void> {
  if (trace.leaving()) {
    await endOnServer();
  }
  if (!trace.exists()) {
    become({ state: 'out' });
    return;
  }
  if (trace.stale()) {
    await signOut('idle');
    return;
  }
  become({ state: 'starting' });
  try {
    if (await refresh()) {
      await enter();
    }
  } catch {
    become({ state: 'unreachable' });
  }
}

/** Takes the tokens of a sign-in and asks who that is. */
export async function signedIn(answer: SignedIn): Promise<void> {
  hold(answer);
  trace.touch();
  await enter();
  say('signed-in');
}

/** Takes what became of one's own e-mail. */
export function emailBecame(email: Pick<MyAccess, 'email' | 'emailStanding' | 'pendingEmail'>): void {
  if (session.state === 'in') {
    const { email: _, emailStanding: __, pendingEmail: ___, ...me } = session.me;
    become({ state: 'in', me: { ...me, ...email } });
  }
}

/** Takes the tokens that a change of password gave. */
export function renewed(answer: SignedIn): void {
  hold(answer);
}

async function enter(): Promise<void> {
  const response = await send('/api/me', { headers: { Authorization: `Bearer ${token?.value}` } });
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) {
    become({ state: 'in', me: body as MyAccess });
    return;
  }
  const refused = Refused.from(response, body);
  if (refused.code === 'session-ended') {
    sessionEnded();
    return;
  }
  throw refused;
}

function hold(answer: SignedIn): void {
  token = { value: answer.accessToken, until: Date.now() + answer.expiresInSeconds * 1_000 };
}

/** A token that lasts at least half a minute more. */
export async function bearer(): Promise<string | undefined> {
  if (!token || token.until - Date.now() < 30_000) {
    await refresh();
  }
  return token?.value;
}

/** A new access token by the cookie. False: there is no session any more. One at a time, in this tab and beside others. */
export function refresh(): Promise<boolean> {
  refreshing ??= oneTabAtATime(renew).finally(() => (refreshing = undefined));
  return refreshing;
}

async function renew(): Promise<boolean> {
  const response = await send('/api/session/refresh', { method: 'POST' });
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) {
    const before = token?.value;
    hold(body as SignedIn);
    if (before && subject(before) !== subject((body as SignedIn).accessToken)) {
      // Somebody else signed in meanwhile in another tab: nothing on this one's screen is theirs.
      location.replace('/');
    }
    return true;
  }
  const refused = Refused.from(response, body);
  if (refused.code === 'session-ended' || response.status === 401) {
    sessionEnded();
    return false;
  }
  throw refused;
}

async function oneTabAtATime(work: () => Promise<boolean>): Promise<boolean> {
  return 'locks' in navigator ? await navigator.locks.request('portero-session', work) : work();
}

function subject(jwt: string): unknown {
  try {
    const [, claims = ''] = jwt.split('.');
    return (JSON.parse(atob(claims.replace(/-/g, '+').replace(/_/g, '/'))) as { sub?: unknown }).sub;
  } catch {
    return undefined;
  }
}

/** The server says that the session is over. */
export function sessionEnded(): void {
  trace.forget();
  if (session.state !== 'out') {
    become({ state: 'out', why: 'ended' });
  }
}

/** Ends the session here, on the server and in every other tab. */
export async function signOut(why: 'signed-out' | 'idle' = 'signed-out'): Promise<void> {
  trace.forget();
  trace.leave();
  become({ state: 'out', why });
  say(why);
  if (!(await endOnServer()) && why === 'signed-out' && current().state === 'out') {
    become({ state: 'out', why: 'signed-out-offline' });
  }
}

/** Without a connection the cookie outlives the sign-out: the note in `trace` has it revoked as soon as there is one. */
async function endOnServer(): Promise<boolean> {
  try {
    const response = await send('/api/session', { method: 'DELETE', keepalive: true });
    if (response.ok) {
      trace.left();
      return true;
    }
    return false;
  } catch (thrown) {
    refusal(thrown);
    return false;
  }
}

export function leaveFor(why: Farewell): void {
  become({ state: 'out', why });
}

addEventListener('online', () => {
  if (trace.leaving()) {
    void endOnServer().then((done) => {
      if (done && session.state === 'out' && session.why === 'signed-out-offline') {
        become({ state: 'out', why: 'signed-out' });
      }
    });
  }
});

onNews((news) => {
  if (session.state !== 'in') {
    return;
  }
  if (news === 'signed-in') {
    // The cookie now belongs to whoever signed in there; this tab starts again as them.
    void start();
  } else {
    become({ state: 'out', why: news });
  }
});
