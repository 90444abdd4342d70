import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Topic } from '../src/api/shapes.ts';
import { changeOf, differences, faults, lastOrder, newTopicId, possibleParents, rebase, shelved, tidy, withThoseBelow } from '../src/text/catalogue.ts';

const topic = (id: string, parent?: string, more: Partial<Topic> = {}): Topic => ({
  topic: id, ...(parent ? { parent } : {}), order: 10, offered: true, hours: 8, priority: 'normal', es: { title: id }, en: { title: id }, version: 3, ...more,
});

const topics = [
  topic('clave', undefined, { order: 20 }),
  topic('usuarios', undefined, { order: 10 }),
  topic('agregar', 'usuarios', { order: 5 }),
  topic('no-aparece', 'agregar'),
];

test('the catalogue is read from the top down, each topic before those below it', () => {
  assert.deepEqual(shelved(topics).map(({ topic: { topic: id }, level }) => `${level} ${id}`), ['1 usuarios', '2 agregar', '3 no-aparece', '1 clave']);
  assert.deepEqual([...withThoseBelow(topics, 'usuarios')], ['usuarios', 'agregar', 'no-aparece']);
});

test('a topic cannot stand below itself, nor push others beyond the third level', () => {
  const parents = (id?: string) => possibleParents(topics, id).map(({ topic: each }) => each);

  assert.deepEqual(parents(), ['usuarios', 'agregar', 'clave']);
  assert.deepEqual(parents('clave'), ['usuarios', 'agregar']);
  assert.deepEqual(parents('agregar'), ['usuarios', 'clave']);
  assert.deepEqual(parents('usuarios'), []);
});

test('a new topic is named after its title, and never like another', () => {
  assert.equal(newTopicId('¿No permite agregar? (año 2026)', topics), 'no-permite-agregar-ano-2026');
  assert.equal(newTopicId('Clave', topics), 'clave-2');
  assert.equal(newTopicId('¡¿?!', topics), 'tema');
  assert.match(newTopicId('x'.repeat(80), topics), /^x{50}$/);
});

test('a new topic stands last among its neighbours', () => {
  assert.equal(lastOrder(topics, undefined), 30);
  assert.equal(lastOrder(topics, 'clave'), 10);
});

test('empty lines of the form are not saved, half-filled ones are kept to be corrected', () => {
  const text = tidy({
    title: ' Clave ',
    attach: '  ',
    suggestions: [{ question: ' ', answer: '' }, { question: '¿Dónde? ', answer: '' }],
    answers: [{ title: '', text: '' }],
  });

  assert.deepEqual(text, { title: 'Clave', suggestions: [{ question: '¿Dónde?', answer: '' }] });
});

test('two states differ where they say something else, not where they write nothing in another way', () => {
  const base = changeOf(topic('clave'));

  assert.deepEqual(differences(base, { ...base, es: { title: 'clave', suggestions: [], attach: '' }, version: 9 }), []);
  assert.deepEqual(differences(base, { ...base, hours: 4, route: 'dre', en: { title: 'Key' } }), ['hours', 'route', 'en']);
});

test('what somebody else saved comes in, and what both changed is named', () => {
  const base = changeOf(topic('clave'));
  const mine = { ...base, hours: 4, es: { title: 'La clave' } };
  const theirs = { ...base, hours: 16, priority: 'high' as const, route: 'dre' as const, version: 4 };

  const { change, clash } = rebase(base, mine, theirs);

  assert.deepEqual(change, { ...theirs, hours: 4, es: { title: 'La clave' } });
  assert.deepEqual(clash, ['hours']);
});

test('what the editor took away stays away', () => {
  const base = changeOf(topic('clave', 'usuarios', { route: 'dre' }));
  const { parent: _, route: __, ...mine } = base;

  const { change } = rebase(base, mine, { ...base, version: 4 });

  assert.equal('parent' in change, false);
  assert.equal('route' in change, false);
});

test('what is missing is named by its field, in either language; empty pairs are not missed', () => {
  const change = {
    ...changeOf(topic('clave')),
    hours: Number.NaN,
    order: 10_000,
    es: { title: ' ', suggestions: [{ question: '', answer: '' }, { question: '¿Sí?', answer: ' ' }] },
    en: { title: 'Key', answers: [{ title: '', text: 'Words' }] },
  };

  assert.deepEqual([...faults(change)], [['es-title', 'title'], ['es-answer-1', 'answer'], ['en-answer-title-0', 'answerTitle'], ['hours', 'hours'], ['order', 'order']]);
  assert.equal(faults(changeOf(topic('clave'))).size, 0);
});
