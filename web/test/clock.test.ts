import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heard, serverNow } from '../src/api/server-clock.ts';
import { theHour } from '../src/messages/es.ts';
import { clock, clockAfter, minutesAndSeconds } from '../src/text/clock.ts';

test('now is the server\'s now, however wrong the device\'s clock is', () => {
  const here = Date.parse('2019-01-01T00:00:00Z');

  heard(new Headers({ Date: 'Mon, 30 Nov 2026 15:00:00 GMT' }), here);

  assert.equal(serverNow(here + 5_000).toISOString(), '2026-11-30T15:00:05.000Z');
});

test('an answer without a date changes nothing', () => {
  const here = Date.parse('2026-11-30T15:00:00Z');
  heard(new Headers({ Date: 'Mon, 30 Nov 2026 15:00:00 GMT' }), here);

  heard(new Headers(), here + 60_000);
  heard(new Headers({ Date: 'yesterday' }), here + 60_000);

  assert.equal(serverNow(here + 60_000).toISOString(), '2026-11-30T15:01:00.000Z');
});

test('clocks are Lima\'s, without a zero in front', () => {
  assert.equal(clock(new Date('2026-11-30T12:42:00Z')), '7:42');
  assert.equal(clock(new Date('2026-11-30T23:05:00Z')), '18:05');
});

test('what ends within a minute ends with it', () => {
  const now = new Date('2026-11-30T15:00:00Z');

  assert.equal(clockAfter(new Date('2026-11-30T15:41:01Z'), now), '10:42');
  assert.equal(clockAfter(new Date('2026-11-30T15:42:00Z'), now), '10:42');
});

test('what ends on another day names it', () => {
  const late = new Date('2026-12-01T04:50:00Z');

  assert.equal(clockAfter(new Date('2026-12-01T05:00:00Z'), late), 'martes, 0:00');
  assert.equal(theHour('martes, 0:00'), 'las 0:00 del martes');
});

test('one o\'clock has an article of its own', () => {
  assert.equal(theHour('1:05'), 'la 1:05');
  assert.equal(theHour('10:42'), 'las 10:42');
  assert.equal(theHour('13:05'), 'las 13:05');
});

test('seconds are counted as clocks count them', () => {
  assert.deepEqual([0, 5, 60, 754].map(minutesAndSeconds), ['0:00', '0:05', '1:00', '12:34']);
});
