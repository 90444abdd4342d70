import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { TicketSummary, Topic } from '../src/api/shapes.ts';
import { presetFor } from '../src/text/help-presets.ts';
import { dayAndHour, lengthOfText, mineFirst, numberGroups, openQuestion, soon, ticketNumber } from '../src/text/tickets.ts';
import { isLeaf, offeredBelow, pathTo, topicName, topicsAbove, topicTitle } from '../src/text/topics.ts';

const BUNDLED = '../domain/src/main/resources/portero/domain/helpdesk/topics.properties';
const NOW = new Date('2026-11-24T15:00:00Z');

test('a number is shown in groups and copied as one word', () => {
  assert.deepEqual(numberGroups('2026-0001482-7'), ['2026', '-', '000', '1482', '-', '7']);
  assert.equal(numberGroups('2026-0001482-7').join(''), '2026-0001482-7');
});

test('a number is understood however it was typed', () => {
  for (const typed of ['2026-0001482-7', '2026 000 1482 7', '202600014827', '2026–0001482–7']) {
    assert.equal(ticketNumber(typed), '2026-0001482-7', typed);
  }
  assert.equal(ticketNumber('2026-1482-7'), undefined);
});

test('a promised moment is said with its day and its hour in Lima', () => {
  assert.equal(dayAndHour('2026-11-25T18:00:00Z', NOW), 'miércoles 25 de noviembre a las 13:00');
  assert.equal(dayAndHour('2027-01-04T18:05:00Z', NOW), 'lunes 4 de enero de 2027 a las 13:05');
});

test('today and tomorrow are said as such', () => {
  assert.equal(soon('2026-11-24T18:00:00Z', NOW), 'hoy a las 13:00');
  assert.equal(soon('2026-11-25T14:30:00Z', NOW), 'mañana a las 9:30');
  assert.equal(soon('2026-11-26T14:30:00Z', NOW), 'jueves 26 de noviembre a las 9:30');
});

test('what waits for my own answer comes first, the rest stays as it was', () => {
  const ticket = (number: string, status: TicketSummary['status'], person: string) => ({ ticket: number, status, requester: { person, fullName: '' } }) as TicketSummary;

  const sorted = mineFirst([ticket('1', 'new', 'me'), ticket('2', 'waiting', 'other'), ticket('3', 'waiting', 'me'), ticket('4', 'closed', 'me')], 'me');

  assert.deepEqual(sorted.map(({ ticket }) => ticket), ['3', '1', '2', '4']);
});

test('only the last question of a waiting ticket is open', () => {
  const entry = (entry: string, kind: 'question' | 'reply' | 'reset-offered', side: 'agent' | 'requester' = 'agent') => ({ entry, kind, at: '', by: { side } });
  const timeline = [entry('1', 'question'), entry('2', 'reply'), entry('3', 'question')];

  assert.equal(openQuestion({ status: 'waiting', timeline })?.entry, '3');
  assert.equal(openQuestion({ status: 'in-progress', timeline }), undefined);
  assert.equal(openQuestion({ status: 'waiting', timeline: [...timeline, entry('4', 'reply', 'requester'), entry('5', 'reset-offered')] }), undefined);
});

test('a comment is counted in code points, composed, without the space around it', () => {
  assert.equal(lengthOfText('  ñandú 👩‍🏫 '), 9);
  assert.equal(lengthOfText('n\u0303'), 1);
});

const topic = (id: string, parent?: string, offered = true, order = 0): Topic => ({
  topic: id,
  ...(parent ? { parent } : {}),
  order,
  offered,
  hours: 7,
  priority: 'normal',
  es: { title: id.toUpperCase() },
  en: { title: id },
  version: 1,
});
const CATALOGUE = [topic('a', undefined, true, 2), topic('b', undefined, true, 1), topic('a1', 'a'), topic('a11', 'a1'), topic('b1', 'b', false)];

test('topics are offered in their order, without those that are no longer offered', () => {
  const more = [...CATALOGUE, topic('c'), topic('d', undefined, false)];

  assert.deepEqual(offeredBelow(more).map(({ topic }) => topic), ['c', 'a']);
  assert.deepEqual(offeredBelow(more, 'b'), []);
});

test('a ticket is about a topic with nothing left to choose below it', () => {
  assert.ok(isLeaf(CATALOGUE, CATALOGUE[3]!));
  assert.ok(!isLeaf(CATALOGUE, CATALOGUE[0]!));
  assert.ok(!isLeaf(CATALOGUE, CATALOGUE[1]!), 'what lies under it was withdrawn: the server takes no ticket about it');
});

test('a topic is called by its path, one that nobody knows by its id', () => {
  assert.equal(topicTitle(CATALOGUE, 'a11', 'es'), 'A / A1 / A11');
  assert.equal(topicName(CATALOGUE, 'a11', 'en'), 'a11');
  assert.equal(topicsAbove(CATALOGUE, 'a11', 'es'), 'A / A1');
  assert.equal(topicTitle(CATALOGUE, 'gone', 'es'), 'gone');
});

test('a problem leads to its topic, by what went wrong or where, as long as that is offered', () => {
  const topics = [topic('no-permite-agregar'), topic('personal-de-la-ie'), topic('correo-no-llega', undefined, false)];

  assert.equal(presetFor({ problem: 'has-another-role', screen: '/usuarios' }, topics), 'no-permite-agregar');
  assert.equal(presetFor({ problem: 'not-found', screen: '/personal/registrar' }, topics), 'personal-de-la-ie');
  assert.equal(presetFor({ problem: 'email-undeliverable' }, topics), undefined);
  assert.equal(presetFor({ problem: 'internal', screen: '/mi-acceso' }, topics), undefined);
});

test('every topic that a problem leads to comes with the product', () => {
  const bundled = [...readFileSync(BUNDLED, 'utf8').matchAll(/^([a-z-]+)\.order/gm)].map(([, id]) => topic(id!));
  const problems = ['already-registered', 'document-has-other-names', 'has-another-role', 'cannot-change-own-access', 'account-disabled', 'no-verified-email', 'email-is-verified', 'email-undeliverable', 'internal'];

  assert.deepEqual(problems.filter((problem) => !presetFor({ problem }, bundled)), []);
  for (const screen of ['/usuarios', '/usuarios/agregar', '/personal']) {
    assert.ok(presetFor({ screen }, bundled), screen);
  }
});

test('a catalogue that goes round in circles does not hang the page', () => {
  assert.equal(pathTo([topic('x', 'y'), topic('y', 'x')], 'x').length, 2);
});
