import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forget, isRecovery, loginOf, recoveryIn, remember } from '../src/session/recovery.ts';

const ID = '0123456789abcdefghjkmnpqrs';

/** A tab's storage. */
function tab() {
  const held = new Map<string, string>();
  return {
    held,
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  };
}

test('a reload still knows for whom a code was asked, but only for that request', () => {
  const store = tab();

  remember({ id: ID, login: '51204418' }, store);

  assert.equal(loginOf(ID, store), '51204418');
  assert.equal(loginOf(ID.replace('0', '1'), store), undefined);
});

test('the storage holds the request and the login and nothing else, whatever it is given', () => {
  const store = tab();
  const more = { id: ID, login: '51204418', code: '12345678', newPassword: 'secreto' };

  remember(more, store);

  assert.deepEqual([...store.held.values()].map((value) => JSON.parse(value) as unknown), [{ id: ID, login: '51204418' }]);
});

test('once it is over nothing is left', () => {
  const store = tab();
  remember({ id: ID, login: '51204418' }, store);

  forget(store);

  assert.equal(store.held.size, 0);
});

test('a storage that is refused or holds nonsense costs one question, not the page', () => {
  const refusing = {
    getItem: () => { throw new DOMException('no', 'SecurityError'); },
    setItem: () => { throw new DOMException('no', 'SecurityError'); },
    removeItem: () => { throw new DOMException('no', 'SecurityError'); },
  };
  const odd = tab();
  odd.held.set('portero.recovery', '{nonsense');

  remember({ id: ID, login: '51204418' }, refusing);
  forget(refusing);

  assert.equal(loginOf(ID, refusing), undefined);
  assert.equal(loginOf(ID, odd), undefined);
});

test('an address names a request by its id, and what is not an id names none', () => {
  assert.equal(recoveryIn(`/recuperar/${ID}`), ID);
  assert.equal(recoveryIn('/recuperar'), undefined);
  assert.equal(recoveryIn('/recuperar/51204418'), undefined);
  assert.deepEqual(['/recuperar', `/recuperar/${ID}`, '/recuperarse', '/entrar'].map(isRecovery), [true, true, false, false]);
});
