import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fold, matches, pieces } from '../src/text/fold.ts';

test('folding drops accents, tildes, capitals and spare spaces, as the register does', () => {
  assert.equal(fold('  Ñahui   CONDEZO '), 'nahui condezo');
  assert.equal(fold('Yésica Shuña'), 'yesica shuna');
});

test('a search without accents finds a name with them, and the other way round', () => {
  assert.ok(matches('Yésica Maribel Huamanñahui Pezo', 'huamannahui'));
  assert.ok(matches('Rosa Nahui', 'Ñahui'));
});

test('the words of a search may come in any order, and all must occur', () => {
  assert.ok(matches('Wilmer Saúl Tacuri de la Cruz', 'cruz wilmer'));
  assert.ok(!matches('Wilmer Saúl Tacuri de la Cruz', 'cruz rosa'));
});

test('an empty search finds everybody', () => {
  assert.ok(matches('Rosa', '   '));
});

test('the pieces of a name join to the name, and the odd ones are what was sought', () => {
  const found = pieces('Yésica Huamanñahui', 'huaman yes');

  assert.equal(found.join(''), 'Yésica Huamanñahui');
  assert.deepEqual(found, ['', 'Yés', 'ica ', 'Huaman', 'ñahui']);
});

test('marking finds decomposed letters too', () => {
  const decomposed = 'Ñahui'.normalize('NFD');

  assert.equal(pieces(decomposed, 'nahui').join(''), decomposed);
  assert.equal(pieces(decomposed, 'nahui')[1], decomposed);
});
