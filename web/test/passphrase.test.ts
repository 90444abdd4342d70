import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passphrase, words } from '../src/text/passphrase.ts';
import { strength } from '../src/text/strength.ts';

test('the words are many, different, and writable on any keyboard', () => {
  assert.ok(words.length >= 1_024, `${words.length} words are less than ten bits each`);
  assert.equal(new Set(words).size, words.length);
  assert.ok(words.every((word) => /^[a-z]{4,8}$/.test(word)));
});

test('four different words, joined by hyphens', () => {
  for (let i = 0; i < 200; i++) {
    const parts = passphrase(15).split('-');

    assert.equal(parts.length, 4);
    assert.equal(new Set(parts).size, 4);
    assert.ok(parts.every((part) => words.includes(part)));
  }
});

test('a longer least length gets more words, never a refused phrase', () => {
  for (let i = 0; i < 50; i++) {
    assert.ok(passphrase(64).length >= 64);
  }
});

test('draws that would favour the first words are thrown away', () => {
  const fair = Math.floor(2 ** 32 / words.length) * words.length;
  const draws = [fair, 2 ** 32 - 1, 0, fair, 1, 2, 3];
  const random = (into: Uint32Array<ArrayBuffer>) => into.fill(draws.shift()!);

  assert.equal(passphrase(15, random), words.slice(0, 4).join('-'));
  assert.equal(draws.length, 0);
});

test('a proposed phrase is never called weak', () => {
  for (let i = 0; i < 500; i++) {
    const phrase = passphrase(15);

    assert.match(strength(phrase, 15, ['51204418']), /fair|good|strong/, phrase);
  }
});
