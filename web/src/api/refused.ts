import { t } from '../messages/messages.ts';
import { clockAfter } from '../text/clock.ts';
import { serverNow } from './server-clock.ts';
import type { FieldCode, Problem, ProblemCode } from './shapes.ts';

/** Why a call did not do what was asked: the API's problem, or that the API was not reached at all. */
export class Refused extends Error {
  private readonly at = serverNow();

  constructor(
    readonly code: ProblemCode | 'unreachable' | 'unknown',
    readonly status: number,
    readonly retryAfterSeconds: number | undefined,
    readonly fields: ReadonlyMap<string, FieldCode>,
    readonly requestId: string | undefined,
  ) {
    super(code);
  }

  static unreachable(): Refused {
    return new Refused('unreachable', 0, undefined, new Map(), undefined);
  }

  /** Understands problem+json, and the gateway's own short answers, which carry no code. */
  static from(response: Response, body: unknown): Refused {
    const problem = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem>;
    const after = problem.retryAfterSeconds ?? Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
    return new Refused(
      problem.code && problem.code in t.problems ? problem.code : codeOf(response.status),
      response.status,
      Number.isFinite(after) ? after : undefined,
      new Map((problem.errors ?? []).map((error) => [error.field, error.code])),
      problem.requestId,
    );
  }

  /** What happened and what to do, in the page's language. */
  get words(): string {
    const { until } = this;
    return this.code === 'too-many-attempts' && until ? t.tryAgainAt(clockAfter(until, serverNow())) : t.problems[this.code];
  }

  /** When it is worth trying again, by the server's clock. */
  get until(): Date | undefined {
    return this.retryAfterSeconds === undefined ? undefined : new Date(this.at.getTime() + this.retryAfterSeconds * 1_000);
  }

  /** Whether the same request may succeed if it is sent again. */
  get passes(): boolean {
    return this.code === 'unreachable' || this.code === 'unavailable' || this.code === 'operation-in-progress' || this.code === 'too-many-attempts';
  }
}

function codeOf(status: number): ProblemCode | 'unknown' {
  switch (status) {
    case 401:
      return 'session-ended';
    case 404:
      return 'not-found';
    case 413:
      return 'too-large';
    case 429:
    case 502:
    case 503:
    case 504:
      return 'unavailable';
    case 500:
      return 'internal';
    default:
      return 'unknown';
  }
}

/** Turns whatever was thrown into a refusal; a fault of the page itself stays visible in the console. */
export function refusal(thrown: unknown): Refused {
  if (thrown instanceof Refused) {
    return thrown;
  }
  console.error(thrown);
  return new Refused('unknown', 0, undefined, new Map(), undefined);
}
