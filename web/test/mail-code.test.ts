import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeIn } from '../src/text/mail-code.ts';

test('a code is understood however it is grouped', () => {
  assert.deepEqual(['12345678', ' 1234 5678 ', '1234-5678', '1234\u20115678', '12 34 56 78', '１２３４５６７８'].map(codeIn), Array(6).fill('12345678'));
});

test('out of a pasted message comes its code', () => {
  assert.equal(codeIn('Su código es 1234 5678. Dura 10 minutos.'), '12345678');
});

test('what is not exactly one code is none', () => {
  assert.deepEqual(['', 'abc', '1234567', '123456789', '1234 5678 o tal vez 8765 4321'].map(codeIn), Array(5).fill(undefined));
});
