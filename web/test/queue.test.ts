import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TicketSummary, Topic } from '../src/api/shapes.ts';
import { cannedFor, fill, unfilled } from '../src/text/canned.ts';
import { digitsAgree } from '../src/text/check-digit.ts';
import { chipOf, CHIPS, due, follow, furtherFilters, inAddress, shortcut, sought, wantedOf } from '../src/text/queue.ts';

const NOW = new Date('2026-11-24T15:00:00Z');
const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000).toISOString();

const ticket = (number: string, more: Partial<TicketSummary> = {}): TicketSummary => ({
  ticket: number,
  status: 'new',
  priority: 'normal',
  topic: 'no-permite-agregar',
  institution: { code: '0990124-0', kind: 'school', name: 'I.E. N.º 99012 Los Ceibos del Valle' },
  requester: { person: 'p1', fullName: 'Maritza Quispe Rojas' },
  excerpt: 'La profesora Huamanñahui no aparece',
  createdAt: at(-600),
  changedAt: at(-30),
  promisedAt: at(120),
  late: false,
  version: 1,
  ...more,
});

test('filters come back from the address as they went in', () => {
  const wanted = { status: 'in-progress', due: 'week', assignee: 'nobody', topic: 'clave', school: '0990124-0', olderThanDays: 7 } as const;

  const query = new URLSearchParams(Object.entries(inAddress(wanted)).map(([name, value]) => [name, value!]));

  assert.equal(query.toString(), 'estado=en-curso&plazo=semana&de=nadie&tema=clave&institucion=0990124-0&dias=7');
  assert.deepEqual(wantedOf(query), wanted);
});

test('an address with names that mean nothing asks for nothing', () => {
  assert.deepEqual(wantedOf(new URLSearchParams('estado=x&plazo=y&de=z&dias=0&dias=abc')), {});
});

test('each list has its filter, and is current only when nothing else is asked for', () => {
  assert.equal(chipOf({}), 'open');
  assert.equal(chipOf(CHIPS.late), 'late');
  assert.equal(chipOf({ due: 'late', topic: 'clave' }), undefined);
  assert.equal(furtherFilters(CHIPS.mine), 0);
  assert.equal(furtherFilters({ due: 'late', topic: 'clave' }), 2);
});

test('a list read again changes in place; what is new waits to be shown', () => {
  const held = [ticket('a'), ticket('b'), ticket('c')];
  const page = [ticket('new', { createdAt: at(1) }), ticket('c', { status: 'waiting', version: 4 }), ticket('a')];

  const { items, fresh, gone } = follow(held, page, true, NOW);

  assert.deepEqual(items.map(({ ticket: number, status }) => `${number} ${status}`), ['a new', 'b new', 'c waiting']);
  assert.deepEqual(fresh.map(({ ticket: number }) => number), ['new']);
  assert.deepEqual([...gone], ['b']);
});

test('where there are more pages, what moves up from the next page is not new, and nothing is called gone', () => {
  const { fresh, gone } = follow([ticket('a'), ticket('b')], [ticket('b'), ticket('old'), ticket('new', { createdAt: at(1) })], false, NOW);

  assert.deepEqual(fresh.map(({ ticket: number }) => number), ['new']);
  assert.equal(gone.size, 0);
});

test('an answer that was overtaken does not undo what is known', () => {
  const { items } = follow([ticket('a', { version: 5, status: 'resolved' })], [ticket('a', { version: 4 })], true, NOW);

  assert.equal(items[0]!.status, 'resolved');
});

test('the promised time is told by how near it is', () => {
  const words = (minutes: number, more: Partial<TicketSummary> = {}) => due(ticket('a', { promisedAt: at(minutes), ...more }), NOW).words;

  assert.equal(words(25), 'vence en 25 min');
  assert.equal(words(130), 'vence en 2 h');
  assert.equal(words(7 * 60), 'vence hoy 17:00');
  assert.equal(words(23 * 60), 'vence mañana 9:00');
  assert.equal(words(73 * 60), 'vence vie 27 nov');
});

test('what is late says for how long; what was answered in time is not late', () => {
  const late = (minutes: number) => due(ticket('a', { promisedAt: at(-minutes), late: true }), NOW);

  assert.deepEqual(late(20), { words: 'venció hace 20 min', urgency: 'over' });
  assert.equal(late(150).words, 'venció hace 2 h');
  assert.equal(late(20 * 60).words, 'venció hace 1 día');
  assert.equal(late(75 * 60).words, 'venció hace 3 días');
  assert.deepEqual(due(ticket('a', { promisedAt: at(-600), late: false }), NOW), { words: 'respondida a tiempo', urgency: 'far' });
  assert.deepEqual(due(ticket('a', { status: 'resolved' }), NOW), { words: 'terminó hoy, 9:30', urgency: 'settled' });
});

test('a list is searched by number, people and words, whatever the accents', () => {
  const all = [ticket('2026-0001482-4'), ticket('2026-0000001-2', { requester: { person: 'p2', fullName: 'Elmer Ñaupari' } })];
  const found = (text: string) => sought(all, text, () => 'No permite agregar').map(({ ticket: number }) => number);

  assert.deepEqual(found('202600014824'), ['2026-0001482-4']);
  assert.deepEqual(found('naupari'), ['2026-0000001-2']);
  assert.equal(found('ceibos agregar').length, 2);
  assert.deepEqual(found('otra cosa'), []);
});

test('a key does nothing while somebody types, with other keys held, or when switched off', () => {
  const stroke = (key: string, held = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...held });
  const free = { typing: false, inList: false, on: true };

  assert.equal(shortcut(stroke('j'), free), 'next');
  assert.equal(shortcut(stroke('?'), free), 'help');
  assert.equal(shortcut(stroke('/'), free), 'search');
  assert.equal(shortcut(stroke('j'), { ...free, typing: true }), undefined);
  assert.equal(shortcut(stroke('r', { ctrlKey: true }), free), undefined);
  assert.equal(shortcut(stroke('n'), { ...free, on: false }), undefined);
  assert.equal(shortcut(stroke('Enter'), free), undefined);
});

test('arrows walk the list only from inside it, whether or not letters are switched off', () => {
  const stroke = { key: 'ArrowDown', ctrlKey: false, metaKey: false, altKey: false };

  assert.equal(shortcut(stroke, { typing: false, inList: true, on: false }), 'next');
  assert.equal(shortcut(stroke, { typing: false, inList: false, on: true }), undefined);
});

test('a saved answer is filled in; what is not known stays marked', () => {
  const text = 'Estimada {solicitante}: {persona} ya puede entrar. Fecha: {fecha}. {persona}';

  const filled = fill(text, { solicitante: 'Maritza', agente: 'Jorge' });

  assert.equal(filled, 'Estimada Maritza: {persona} ya puede entrar. Fecha: {fecha}. {persona}');
  assert.deepEqual(unfilled(filled), ['{persona}', '{fecha}']);
  assert.deepEqual(unfilled('Nada por completar { }'), ['{ }']);
});

test('saved answers are the topic\'s own first, then those above it', () => {
  const topic = (id: string, parent: string | undefined, title: string): Topic => ({
    topic: id, ...(parent ? { parent } : {}), order: 1, offered: true, hours: 8, priority: 'normal', version: 1,
    es: { title: id, answers: [{ title, text: title }] }, en: { title: id },
  });
  const topics = [topic('usuarios', undefined, 'general'), topic('agregar', 'usuarios', 'propia'), topic('otro', undefined, 'ajena')];

  assert.deepEqual(cannedFor(topics, 'agregar', 'es').map(({ title }) => title), ['propia', 'general']);
  assert.deepEqual(cannedFor(topics, 'agregar', 'en'), []);
});

test('one wrong digit or two swapped neighbours are noticed', () => {
  const good = '2026-0001482-4';
  const digits = [...good.replaceAll('-', '')];
  const changed = (change: (copy: string[]) => void) => {
    const copy = [...digits];
    change(copy);
    return copy.join('');
  };

  assert.ok(digitsAgree(good));
  assert.ok(digitsAgree('5724'));
  digits.forEach((digit, i) => {
    for (const other of '0123456789') {
      assert.equal(digitsAgree(changed((copy) => (copy[i] = other))), other === digit);
    }
    const before = digits[i - 1];
    if (before !== undefined && before !== digit) {
      assert.equal(digitsAgree(changed((copy) => copy.splice(i - 1, 2, digit, before))), false);
    }
  });
});
