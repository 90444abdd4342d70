import assert from 'node:assert/strict';
import { test } from 'node:test';
import { esInside, type Messages } from '../src/messages/es-inside.ts';
import { es } from '../src/messages/es.ts';
import { documentOf, faults, fieldFaults, toPerson, type PersonForm } from '../src/text/person-form.ts';

const t: Messages = { ...es, ...esInside };

const form = (what: Partial<PersonForm> = {}): PersonForm => ({
  type: 'DNI',
  number: '51204418',
  givenNames: 'Rosa Elvira',
  paternalSurname: 'Ñahui',
  maternalSurname: 'Condezo',
  position: 'PROFESOR',
  condition: '',
  email: '',
  mobile: '',
  ...what,
});

test('a foreigner with one surname and no e-mail is complete', () => {
  assert.equal(faults(form({ type: 'CE', number: '001284736', maternalSurname: '' }), t).size, 0);
});

test('an empty form names every field that must be filled, and no other', () => {
  const empty = form({ number: '', givenNames: ' ', paternalSurname: '', maternalSurname: '', position: '' });

  assert.deepEqual([...faults(empty, t).keys()], ['number', 'givenNames', 'paternalSurname', 'position']);
});

test('each document has its form; a DNI that lost its leading zero is noticed', () => {
  assert.ok(faults(form({ number: '1204418' }), t).has('number'));
  assert.ok(faults(form({ type: 'PASSPORT', number: 'ab12' }), t).has('number'));
  assert.ok(!faults(form({ type: 'PASSPORT', number: 'ab123456' }), t).has('number'));
});

test('numbers may be typed as people write them', () => {
  const sent = toPerson(form({ number: '5120 4418', mobile: '+51 987 654 321' }));

  assert.equal(sent.document.number, '51204418');
  assert.equal(sent.mobile, '987654321');
});

test('what was left empty is not sent', () => {
  assert.deepEqual(Object.keys(toPerson(form({ maternalSurname: ' ' }))), ['document', 'givenNames', 'paternalSurname', 'position']);
});

test('the server\'s word on document.number reaches the field that people see', () => {
  const found = fieldFaults(new Map([['document.number', 'malformed'], ['email', 'too-long'], ['elsewhere', 'missing']]), form(), t);

  assert.deepEqual([...found.keys()], ['number', 'email']);
  assert.match(found.get('number')!, /8 dígitos/);
});

test('a login tells the document of which it was made', () => {
  assert.deepEqual(documentOf('51204418'), { type: 'DNI', number: '51204418' });
  assert.deepEqual(documentOf('CE001234567'), { type: 'CE', number: '001234567' });
  assert.deepEqual(documentOf('PAB123456'), { type: 'PASSPORT', number: 'AB123456' });
});
