import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strength } from '../src/text/strength.ts';

const of = (password: string, personal: string[] = []) => strength(password, 15, personal);

test('nothing typed is not yet a fault', () => {
  assert.equal(of(''), 'empty');
});

test('length is counted in characters that people see', () => {
  assert.equal(of('🦙'.repeat(14)), 'short');
  assert.equal(of('catorce letras'), 'short');
});

test('repeats, runs and keyboard rows stay weak however long', () => {
  assert.equal(of('aaaaaaaaaaaaaaaaaaaaaaaa'), 'weak');
  assert.equal(of('123456789012345678901234'), 'weak');
  assert.equal(of('qwertyuiopasdfghjkl'), 'weak');
  assert.equal(of('abcabcabcabcabcabcabc'), 'weak');
  assert.equal(of('contraseñacontraseña'), 'weak');
});

test('one\'s own login inside makes it easy to guess', () => {
  assert.equal(of('mi clave es 51204418', ['51204418']), 'personal');
});

test('one\'s own names count for little, with or without accents, yet a phrase may hold one', () => {
  assert.equal(of('Ñahui Condezo Rosa', ['Rosa', 'Nahui', 'Condezo']), 'weak');
  assert.match(of('piedra-luna-cuchara-abeja', ['Luna']), /good|strong/);
});

test('a short part of a name, such as "de", is no reason to refuse', () => {
  assert.notEqual(of('piedra-carpeta-cuchara', ['de', 'la']), 'personal');
});

test('words without relation are good', () => {
  assert.match(of('piedra carpeta cuchara abeja'), /good|strong/);
});
