import createClient from 'openapi-fetch';
import { bearer, refresh, sessionEnded } from '../session/session.ts';
import { send } from './send.ts';
import { Refused } from './refused.ts';
import type { paths } from './schema.d.ts';

/** The API by its contract. Calls about people carry the access token and renew it when it has run out. */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: sendWithToken });

async function sendWithToken(request: Request): Promise<Response> {
  if (!/^\/api\/(me|institutions|topics|attachments|tickets)\b/.test(new URL(request.url).pathname)) {
    return send(request);
  }
  const again = request.clone();
  const response = await send(authorised(request, await bearer()));
  if (response.status !== 401 || (await saysWhy(response)) || !(await refresh())) {
    return response;
  }
  const second = await send(authorised(again, await bearer()));
  if (second.status === 401 && !(await saysWhy(second))) {
    sessionEnded();
  }
  return second;
}

function authorised(request: Request, token: string | undefined): Request {
  if (token) {
    request.headers.set('Authorization', `Bearer ${token}`);
  }
  return request;
}

/** A 401 may be about something else than the token, such as a wrong current password: that one must not be repeated. */
async function saysWhy(response: Response): Promise<boolean> {
  const body: unknown = await response.clone().json().catch(() => undefined);
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
  return code !== undefined && code !== 'session-ended';
}

/** The body of a successful call; throws {@link Refused} for everything else. */
export async function answer<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) {
    throw Refused.from(response, error);
  }
  return data as T;
}
