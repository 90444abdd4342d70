import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { enDesk } from '../src/messages/en-desk.ts';
import { enHelp } from '../src/messages/en-help.ts';
import { enInside } from '../src/messages/en-inside.ts';
import { en } from '../src/messages/en.ts';
import { enRating } from '../src/messages/en-rating.ts';
import { enRecovery } from '../src/messages/en-recovery.ts';
import { esDesk } from '../src/messages/es-desk.ts';
import { esHelp } from '../src/messages/es-help.ts';
import { esInside } from '../src/messages/es-inside.ts';
import { esRating } from '../src/messages/es-rating.ts';
import { esRecovery } from '../src/messages/es-recovery.ts';
import { es } from '../src/messages/es.ts';

type Leaf = [path: string, text: string];

/** Every text; one that is made of a number or names is made of some. */
function leaves(value: unknown, path = ''): Leaf[] {
  if (typeof value === 'string') {
    return [[path, value]];
  }
  if (typeof value === 'function') {
    const make = value as (...values: unknown[]) => string;
    return [1, 2].map((each) => [`${path}(${each})`, make(each, each, each, each)]);
  }
  return Object.entries(value as object).flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key));
}

const spanish = leaves({ ...es, ...esInside, ...esRecovery, ...esHelp, ...esRating, ...esDesk });
const english = leaves({ ...en, ...enInside, ...enRecovery, ...enHelp, ...enRating, ...enDesk });

test('both languages say the same things', () => {
  assert.deepEqual(english.map(([path]) => path).sort(), spanish.map(([path]) => path).sort());
});

test('no part of the texts hides another of the same name', () => {
  for (const parts of [[es, esInside, esHelp, esDesk], [en, enInside, enHelp, enDesk]]) {
    const names = parts.flatMap((part) => Object.keys(part));

    assert.deepEqual(names.filter((name, i) => names.indexOf(name) !== i), []);
  }
});

test('no text is empty, but for a strength of nothing', () => {
  const empty = [...spanish, ...english].filter(([path, text]) => text.trim() === '' && path !== 'newPassword.strength.empty');

  assert.deepEqual(empty, []);
});

test('every problem code and field code of the contract has words in both languages', () => {
  const contract = readFileSync('../openapi.yaml', 'utf8');
  const codes = (name: string) =>
    [...(new RegExp(`    ${name}:[\\s\\S]*?enum:\\n((?:        - .*\\n)+)`).exec(contract)?.[1] ?? '').matchAll(/- (\S+)/g)].map(([, code]) => code!);

  assert.ok(codes('ProblemCode').length > 15);
  assert.ok(codes('FieldCode').length > 5);
  for (const texts of [es, en]) {
    assert.deepEqual(codes('ProblemCode').filter((code) => !(code in texts.problems)), []);
    assert.deepEqual(codes('FieldCode').filter((code) => !(code in texts.fields)), []);
  }
});

test('Spanish speaks to people: no officialese, no begging', () => {
  const unwanted = spanish.filter(([, text]) => /inválid|prohibid|por favor|ha ocurrido un error/i.test(text));

  assert.deepEqual(unwanted, []);
});

test('who already has access reads nothing about users and passwords', () => {
  for (const texts of [esInside, enInside]) {
    assert.doesNotMatch(texts.users.granted('Rosa') + texts.users.unchanged('Rosa'), /usuario|contraseña|user|password/i);
  }
});

test('an expired temporary password tells that mail may help and whom to ask', () => {
  assert.match(es.problems['temporary-password-expired'], /por correo/);
  assert.match(es.problems['temporary-password-expired'], /[Pp]ida a su director una nueva/);
});

test('a sign-in that failed does not tell which field was wrong', () => {
  assert.match(es.problems['wrong-credentials'], /usuario o la contraseña/);
  assert.match(en.problems['wrong-credentials'], /user or the password/);
});

test('recovering a password says the same whoever asks, and whom to ask without mail', () => {
  assert.match(esRecovery.recovery.sent, /^Si el usuario tiene un correo registrado, le llegará un código de 8 cifras/);
  assert.match(esRecovery.recovery.noMailWhat, /dirección de su institución.*UGEL/);
});
