import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { User } from '../src/api/shapes.ts';
import { slice } from '../src/parts/pager.ts';
import { daysBetween, longDay, longMoment, recent } from '../src/text/dates.ts';
import { groups } from '../src/text/groups.ts';
import { filterOf, find, hasExpired, mayBeInAddress, passes, resetAction } from '../src/text/people.ts';

const now = new Date('2026-11-23T15:00:00Z');

const user = (what: Partial<User>, ...without: (keyof User)[]): User => {
  const made: User = {
    person: '0123456789abcdef',
    login: '51204418',
    fullName: 'Rosa Elvira Ñahui Condezo',
    role: 'teacher',
    roles: [],
    state: 'active',
    schoolYear: 2026,
    until: '2026-12-31',
    emailStanding: 'verified',
    passwordVersion: 1,
    reset: 'by-email',
    isSelf: false,
    version: 1,
    ...what,
  };
  without.forEach((field) => delete made[field]);
  return made;
};

test('about to expire is a temporary password that ends within two days or has ended', () => {
  const soon = user({ state: 'never-signed-in', temporaryUntil: '2026-11-25T23:00:00Z' });
  const later = user({ state: 'never-signed-in', temporaryUntil: '2026-11-27T15:00:00Z' });
  const expired = user({ state: 'temporary-expired', temporaryUntil: '2026-11-20T15:00:00Z' });

  assert.deepEqual([soon, later, expired].map((each) => passes(each, 'soon', now)), [true, false, true]);
  assert.deepEqual([soon, later, expired].map((each) => passes(each, 'never', now)), [true, true, true]);
});

test('a password that ran out since the list was read has expired', () => {
  const ranOut = user({ state: 'never-signed-in', temporaryUntil: '2026-11-23T15:00:00Z' });

  assert.equal(hasExpired(ranOut, now), true);
  assert.equal(hasExpired(ranOut, new Date(now.getTime() - 1)), false);
});

test('somebody who was reset after signing in has not never signed in', () => {
  const reset = user({ state: 'never-signed-in', temporaryUntil: '2026-11-30T15:00:00Z', lastSignInAt: '2026-11-01T12:00:00Z' });

  assert.equal(passes(reset, 'never', now), false);
});

test('mail that bounces and locks that still hold have lists of their own', () => {
  const bouncing = user({ emailStanding: 'bouncing', reset: 'available' });
  const locked = user({ lockedUntil: '2026-11-23T15:10:00Z' });

  assert.deepEqual([bouncing, locked].map((each) => passes(each, 'bouncing', now)), [true, false]);
  assert.deepEqual([bouncing, locked].map((each) => passes(each, 'locked', now)), [false, true]);
  assert.equal(passes(locked, 'locked', new Date('2026-11-23T15:10:00Z')), false);
});

test('the list offers what a lost password needs: mail where it is verified, another where none was chosen yet', () => {
  assert.equal(resetAction(user({ reset: 'by-email' })), 'by-mail');
  assert.equal(resetAction(user({ reset: 'available' })), 'reset');
  assert.equal(resetAction(user({ reset: 'available', state: 'temporary-expired' })), 'reissue');
  assert.equal(resetAction(user({ reset: 'available', state: 'never-signed-in' })), 'reissue');
  assert.deepEqual((['self', 'higher-role', 'not-ready'] as const).map((reset) => resetAction(user({ reset }))), ['none', 'none', 'none']);
});

test('last year\'s permission does not count among those without e-mail', () => {
  assert.equal(passes(user({ reset: 'available' }, 'emailStanding'), 'mailless', now), true);
  assert.equal(passes(user({ state: 'ended' }, 'emailStanding'), 'mailless', now), false);
});

test('people are found by name or document, role and state together', () => {
  const people = [user({}), user({ fullName: 'Hugo Ríos', login: '50777771', role: 'tutor' })];
  const all = { filter: 'all', role: undefined, text: '', now } as const;

  assert.equal(find(people, { ...all, text: 'nahui' }).length, 1);
  assert.equal(find(people, { ...all, text: '5077' })[0]?.fullName, 'Hugo Ríos');
  assert.equal(find(people, { ...all, role: 'tutor' }).length, 1);
  assert.equal(find(people, { ...all, role: 'tutor', text: 'rosa' }).length, 0);
});

test('a filter that nobody knows is no filter', () => {
  assert.equal(filterOf('por-vencer'), 'soon');
  assert.equal(filterOf('constructor'), 'all');
  assert.equal(filterOf(null), 'all');
});

test('a document number never stands in the address', () => {
  assert.equal(mayBeInAddress('ñahui'), true);
  assert.equal(mayBeInAddress('5120'), false);
  assert.equal(mayBeInAddress('rosa 51204418'), false);
});

test('a page beyond the end is the last, and nonsense is the first', () => {
  const list = Array.from({ length: 60 }, (_, i) => i);

  assert.deepEqual(slice(list, 99).items, list.slice(50));
  assert.equal(slice(list, Number.NaN).page, 1);
  assert.equal(slice(list, -3).page, 1);
  assert.equal(slice([], 1).pages, 1);
});

test('secrets come in groups of four, the last as long as it is', () => {
  assert.deepEqual(groups('hK7mRt4wx9PdQf3n'), ['hK7m', 'Rt4w', 'x9Pd', 'Qf3n']);
  assert.deepEqual(groups('12345'), ['1234', '5']);
  assert.deepEqual(groups(''), []);
});

test('days are Lima\'s: late in the evening it is already tomorrow elsewhere', () => {
  assert.equal(daysBetween(new Date('2026-11-24T03:00:00Z'), new Date('2026-11-24T15:00:00Z')), 1);
  assert.equal(recent('2026-11-23T12:42:00Z', now), 'hoy, 7:42');
  assert.equal(recent('2026-11-22T12:42:00Z', now), 'ayer');
  assert.equal(recent('2026-11-12T12:42:00Z', now), '12 de noviembre');
  assert.equal(recent('2025-11-12T12:42:00Z', now), '12 de noviembre de 2025');
  assert.equal(longMoment('2026-11-30T23:00:00Z'), 'lunes 30 de noviembre de 2026, 18:00');
});

test('a date without hours stays the day that it names', () => {
  assert.equal(longDay('2026-12-31'), '31 de diciembre de 2026');
});
