import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refused } from '../src/api/refused.ts';
import { heard } from '../src/api/server-clock.ts';

const answer = (status: number, headers: Record<string, string> = {}) => new Response(null, { status, headers });

test('a problem keeps its code, its fields, its wait and the id to quote', () => {
  const refused = Refused.from(answer(400), {
    code: 'invalid-fields',
    requestId: 'abc',
    errors: [{ field: 'document.number', code: 'malformed' }],
  });

  assert.equal(refused.code, 'invalid-fields');
  assert.equal(refused.requestId, 'abc');
  assert.deepEqual([...refused.fields], [['document.number', 'malformed']]);
});

test('too many attempts says when to try again, by the server\'s clock and not a second too early', () => {
  heard(new Headers({ Date: 'Mon, 30 Nov 2026 15:40:19 GMT' }));

  const refused = Refused.from(answer(429, { 'Retry-After': '61' }), { code: 'too-many-attempts' });

  assert.match(refused.words, /de nuevo a las 10:42/);
  heard(new Headers({ Date: new Date().toUTCString() }));
});

test('the gateway\'s own answers, which carry no code, are understood by their status', () => {
  assert.equal(Refused.from(answer(401), { message: 'Unauthorized' }).code, 'session-ended');
  assert.equal(Refused.from(answer(404), { message: 'Not Found' }).code, 'not-found');
  assert.equal(Refused.from(answer(429), { message: 'Too Many Requests' }).code, 'unavailable');
  assert.equal(Refused.from(answer(502), '<html>').code, 'unavailable');
  assert.equal(Refused.from(answer(418), undefined).code, 'unknown');
});

test('a code that the page does not know yet still gets words', () => {
  assert.equal(Refused.from(answer(500), { code: 'brand-new' }).code, 'internal');
});
