import assert from 'node:assert/strict';
import { test } from 'node:test';
import { t } from '../src/messages/help.ts';
import { isFresh } from '../src/session/draft.ts';
import { ratingIn } from '../src/session/rating-link.ts';
import { furthest, helpFaults, helpFieldFaults, institutionCode, stepOf, toTicket, type HelpForm, type Known } from '../src/text/help-form.ts';

const topic = (id: string, parent?: string) => ({
  topic: id,
  ...(parent ? { parent } : {}),
  order: 0,
  offered: true,
  hours: 7,
  priority: 'normal' as const,
  es: { title: id },
  en: { title: id },
  version: 1,
});
const KNOWN: Known = { email: 'maritza@example.org', topics: [topic('usuarios'), topic('no-aparece', 'usuarios'), topic('otro')] };
const FORM: HelpForm = { institution: '0990124-0', emailIs: 'same', email: '', mobile: '', annex: '', topic: 'otro', comment: 'No aparece.' };
const faults = (change: Partial<HelpForm>, known = KNOWN) => [...helpFaults({ ...FORM, ...change }, 'revisar', known, t).keys()];

test('a school is known by its code however it was typed, with annex 0 where none was said', () => {
  assert.equal(institutionCode('0990124'), '0990124-0');
  assert.equal(institutionCode(' 0990124 - 1 '), '0990124-1');
  assert.equal(institutionCode('09901242'), '0990124-2');
  assert.equal(institutionCode('150102'), '150102');
  assert.equal(institutionCode('pe'), 'PE');
  assert.equal(institutionCode('99012'), undefined);
});

test('a form that is filled in has no faults', () => {
  assert.deepEqual(faults({}), []);
});

test('the profile address is never taken for granted', () => {
  assert.deepEqual(faults({ emailIs: '' }), ['email']);
  assert.deepEqual(faults({ emailIs: 'other', email: '' }), ['email']);
  assert.deepEqual(faults({ emailIs: '', email: 'yo@example.org' }, { ...KNOWN, email: undefined }), []);
});

test('a topic with others below it is not enough', () => {
  assert.equal(helpFaults({ ...FORM, topic: 'usuarios' }, 'tema', KNOWN, t).get('topic'), t.help.problems.subtopic);
  assert.equal(helpFaults({ ...FORM, topic: '' }, 'tema', KNOWN, t).get('topic'), t.help.problems.topic);
});

test('a comment has one to five hundred characters', () => {
  assert.deepEqual(faults({ comment: ' ' }), ['comment']);
  assert.deepEqual(faults({ comment: 'ñ'.repeat(500) }), []);
  assert.equal(helpFaults({ ...FORM, comment: 'ñ'.repeat(503) }, 'consulta', KNOWN, t).get('comment'), t.help.problems.commentLong(3));
});

test('mobile and extension may be left out, not half written', () => {
  assert.deepEqual(faults({ mobile: '+51 987-654-321', annex: '204' }), []);
  assert.deepEqual(faults({ mobile: '12345', annex: 'dos' }), ['mobile', 'annex']);
});

test('a step speaks of its own fields, and nobody gets past the first that is not done', () => {
  const form = { ...FORM, emailIs: '' as const, comment: '' };

  assert.deepEqual([...helpFaults(form, 'consulta', KNOWN, t).keys()], ['comment']);
  assert.equal(furthest(form, KNOWN, t), 'datos');
  assert.equal(furthest({ ...form, emailIs: 'same' }, KNOWN, t), 'consulta');
  assert.equal(furthest(FORM, KNOWN, t), 'revisar');
});

test('what is sent is tidy and leaves out what was left empty', () => {
  assert.deepEqual(toTicket({ ...FORM, institution: '0990124', mobile: '987 654 321', comment: ' No aparece. ' }, [], KNOWN), {
    institution: '0990124-0',
    email: 'maritza@example.org',
    mobile: '987654321',
    topic: 'otro',
    comment: 'No aparece.',
  });
  assert.deepEqual(
    toTicket({ ...FORM, affected: { person: 'p', fullName: 'Rosa' }, context: { problem: 'internal' } }, ['a'], KNOWN),
    { institution: '0990124-0', email: 'maritza@example.org', topic: 'otro', comment: 'No aparece.', attachments: ['a'], affectedPerson: 'p', context: { problem: 'internal' } },
  );
});

test('the server\'s word on a field stands where people can correct it', () => {
  const found = helpFieldFaults(new Map([['affectedPerson', 'unknown-value'], ['attachments[0]', 'malformed'], ['elsewhere', 'missing']]), t);

  assert.deepEqual([...found.keys()], ['affected', 'files']);
  assert.equal(stepOf('files'), 'consulta');
});

test('a draft lives for seven days', () => {
  const day = 86_400_000;

  assert.ok(isFresh({ savedAt: 0 }, 7 * day - 1));
  assert.ok(!isFresh({ savedAt: 0 }, 7 * day));
});

test('a rating link is whole or nothing', () => {
  assert.deepEqual(ratingIn('#2026-0001482-7.q3vXz_8-aaaaaaaaaaaa'), { ticket: '2026-0001482-7', token: 'q3vXz_8-aaaaaaaaaaaa' });
  for (const broken of ['', '#', '#2026-0001482-7', '#2026-0001482-7.', '#x.q3vXz8aaaaaaaaaaaa', '#2026-0001482-7.q3v Xz8aaaaaaaaaaaa']) {
    assert.equal(ratingIn(broken), undefined, broken);
  }
});
