import assert from 'node:assert/strict';
import { test } from 'node:test';
import { persist, type Patience } from '../src/api/persist.ts';
import { Refused } from '../src/api/refused.ts';

const refused = (code: Refused['code'], retryAfterSeconds?: number) => new Refused(code, 503, retryAfterSeconds, new Map(), undefined);

/** Answers in turn: a refusal is thrown, anything else is the answer. */
function inTurn(...turns: unknown[]): () => Promise<unknown> {
  return () => {
    const turn = turns.shift();
    return turn instanceof Error ? Promise.reject(turn) : Promise.resolve(turn);
  };
}

function patience(): Patience & { waits: number[]; reasons: string[] } {
  const waits: number[] = [];
  const reasons: string[] = [];
  return {
    waits,
    reasons,
    wait: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
    onDelay: (why) => reasons.push(why.code),
  };
}

test('a cut connection is tried again until there is an answer, and the last answer counts', async () => {
  const { waits, reasons, ...rest } = patience();

  const answer = await persist(inTurn(refused('unreachable'), refused('unreachable'), 'the password that works'), rest);

  assert.equal(answer, 'the password that works');
  assert.deepEqual(reasons, ['unreachable', 'unreachable']);
  assert.deepEqual(waits, [1_000, 2_000]);
});

test('waits grow to fifteen seconds and no further', async () => {
  const held = patience();

  await persist(inTurn(...Array.from({ length: 7 }, () => refused('unavailable')), 'done'), held);

  assert.deepEqual(held.waits, [1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
});

test('the server\'s own wish how long to wait is kept', async () => {
  const held = patience();

  await persist(inTurn(refused('operation-in-progress', 3), refused('unavailable', 600), 'done'), held);

  assert.deepEqual(held.waits, [3_000, 60_000]);
});

test('a refusal that will not pass is not repeated', async () => {
  const held = patience();

  await assert.rejects(persist(inTurn(refused('has-another-role'), 'never'), held), { code: 'has-another-role' });
  assert.deepEqual(held.waits, []);
});

test('a fault of the server is shown, not hammered', async () => {
  await assert.rejects(persist(inTurn(refused('internal'), 'never'), patience()), { code: 'internal' });
});

test('who gives up stops the waiting', async () => {
  const gaveUp = new Error('gave up');

  await assert.rejects(persist(inTurn(refused('unreachable'), 'never'), { ...patience(), wait: () => Promise.reject(gaveUp) }), gaveUp);
});
