import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refused } from '../src/api/refused.ts';
import type { Attachment, NewAttachment, PreparedAttachment } from '../src/api/shapes.ts';
import { Uploads, type Keeper, type Means } from '../src/session/uploads.ts';

const refused = (code: Refused['code']) => new Refused(code, 503, undefined, new Map(), undefined);
const file = (name: string, size = 10) => new File([new Uint8Array(size)], name);
const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 5));

/** A store and an API that answer in turn; without turns left, well. */
class World implements Means {
  readonly prepared: NewAttachment[] = [];
  readonly put_: string[] = [];
  puts: (number | Error)[] = [];
  states: (Partial<Attachment> | Error)[] = [];
  holds: (() => void)[] | undefined;
  prepares: Error[] = [];

  digest = async (bytes: File | Blob, name: string) => ({ blob: bytes, name, sha256: `hash of ${name}` });

  prepare = async (body: NewAttachment): Promise<PreparedAttachment> => {
    const trouble = this.prepares.shift();
    if (trouble) {
      throw trouble;
    }
    this.prepared.push(body);
    const attachment = `id-${this.prepared.length}`;
    return {
      attachment: { attachment, name: body.name, size: body.size, state: 'expected' },
      upload: { url: `https://store/${attachment}`, headers: {}, expiresAt: new Date(Date.now() + 900_000).toISOString() },
    };
  };

  put = async (upload: PreparedAttachment['upload'], bytes: Blob, _: AbortSignal, onSent: (bytes: number) => void): Promise<number> => {
    this.put_.push(upload.url);
    if (this.holds) {
      await new Promise<void>((resolve) => this.holds!.push(resolve));
    }
    const turn = this.puts.shift() ?? 200;
    if (turn instanceof Error) {
      throw turn;
    }
    onSent(bytes.size);
    return turn;
  };

  show = async (attachment: string): Promise<Attachment> => {
    const turn = this.states.shift() ?? { state: 'clean' };
    if (turn instanceof Error) {
      throw turn;
    }
    return { attachment, name: '', size: 1, state: 'clean', ...turn };
  };

  wait = async (_: number, signal: AbortSignal) => signal.throwIfAborted();
}

test('a file is announced with its size and hash, sent, and found good', async () => {
  const world = new World();
  const uploads = new Uploads(world);

  uploads.add([file('acta.pdf', 12)]);
  await settled();

  assert.deepEqual(world.prepared, [{ name: 'acta.pdf', size: 12, sha256: 'hash of acta.pdf' }]);
  assert.equal(uploads.items[0]?.phase, 'clean');
  assert.deepEqual(uploads.attachments, ['id-1']);
});

test('one file is sent at a time', async () => {
  const world = new World();
  world.holds = [];
  const uploads = new Uploads(world);

  uploads.add([file('a.pdf'), file('b.pdf')]);
  await settled();

  assert.deepEqual(uploads.items.map(({ phase }) => phase), ['uploading', 'waiting']);
  world.holds.shift()!();
  await settled();
  assert.deepEqual(uploads.items.map(({ phase }) => phase), ['clean', 'uploading']);
});

test('a cut line is waited for and the file goes on by itself', async () => {
  const world = new World();
  world.prepares = [refused('unreachable')];
  world.puts = [refused('unreachable'), 200];
  world.states = [{ state: 'expected' }, { state: 'clean' }];
  const uploads = new Uploads(world);

  uploads.add([file('a.pdf')]);
  await settled();

  assert.equal(uploads.items[0]?.phase, 'clean');
  assert.equal(world.prepared.length, 1);
  assert.equal(world.put_.length, 2);
});

test('when the cut came after the last byte, nothing is sent again', async () => {
  const world = new World();
  world.puts = [refused('unreachable')];
  const uploads = new Uploads(world);

  uploads.add([file('a.pdf')]);
  await settled();

  assert.equal(uploads.items[0]?.phase, 'clean');
  assert.equal(world.put_.length, 1);
});

test('a file that lies there already has arrived', async () => {
  const world = new World();
  world.puts = [412];
  const uploads = new Uploads(world);

  uploads.add([file('a.pdf')]);
  await settled();

  assert.equal(uploads.items[0]?.phase, 'clean');
});

test('a link that ran out is asked for anew, but not for ever', async () => {
  const world = new World();
  world.puts = [403];
  const patient = new Uploads(world);
  patient.add([file('a.pdf')]);
  await settled();
  assert.deepEqual(patient.attachments, ['id-2']);

  const hopeless = new World();
  hopeless.puts = [403, 403, 403, 403];
  const stuck = new Uploads(hopeless);
  stuck.add([file('a.pdf')]);
  await settled();

  assert.equal(stuck.items[0]?.phase, 'failed');
  assert.equal(hopeless.put_.length, 3);
});

test('a refused file says why and keeps the message back until it is removed', async () => {
  const world = new World();
  world.states = [{ state: 'refused', reason: 'active-content' }];
  const uploads = new Uploads(world);
  uploads.add([file('macros.docx')]);
  await settled();

  assert.equal(uploads.items[0]?.reason, 'active-content');
  assert.equal(await uploads.whenSent(new AbortController().signal), false);

  uploads.remove(uploads.items[0]!);

  assert.equal(await uploads.whenSent(new AbortController().signal), true);
});

test('the day\'s limit is told at once instead of being waited for', async () => {
  const world = new World();
  world.prepares = [refused('too-many-attempts')];
  const uploads = new Uploads(world);

  uploads.add([file('a.pdf')]);
  await settled();

  assert.equal(uploads.items[0]?.phase, 'failed');
  assert.equal(uploads.items[0]?.why?.code, 'too-many-attempts');
});

test('a paused file lets the next one through and goes on when it is told to', async () => {
  const world = new World();
  world.holds = [];
  const uploads = new Uploads(world);
  uploads.add([file('a.pdf'), file('b.pdf')]);
  await settled();

  uploads.pause(uploads.items[0]!);
  assert.deepEqual(uploads.items.map(({ phase }) => phase), ['paused', 'uploading']);

  world.holds.forEach((go) => go());
  world.holds = undefined;
  await settled();
  uploads.resume(uploads.items[0]!);
  await settled();

  assert.deepEqual(uploads.items.map(({ phase }) => phase), ['clean', 'clean']);
});

test('five files are the most, and what cannot be sent is turned away by name', async () => {
  const uploads = new Uploads(new World());

  uploads.add([1, 2, 3, 4, 5].map((each) => file(`${each}.pdf`)));
  uploads.add([file('6.pdf'), file('nota.txt')]);
  await settled();

  assert.equal(uploads.items.length, 5);
  assert.deepEqual(uploads.rejected, [{ name: '6.pdf', fault: 'too-many' }, { name: 'nota.txt', fault: 'too-many' }]);
});

test('files are kept on the device and go on after the tab was closed, without being sent twice', async () => {
  const kept = new Map<string, Blob>();
  const keeper: Keeper = {
    keep: async (id, bytes) => void kept.set(id, bytes),
    drop: async (id) => void kept.delete(id),
  };
  const before = new Uploads(new World(), keeper);
  before.add([file('a.pdf')]);
  await settled();
  const notes = before.kept;
  before.stop();

  const world = new World();
  const after = new Uploads(world, keeper);
  after.restore(notes.map((note) => ({ kept: note, bytes: kept.get(note.id)! })));
  await settled();

  assert.deepEqual(after.attachments, ['id-1']);
  assert.equal(after.items[0]?.phase, 'clean');
  assert.equal(world.put_.length, 0);
  after.remove(after.items[0]!);
  assert.equal(kept.size, 0);
});

test('a kept file that the server has forgotten after a day is sent anew', async () => {
  const world = new World();
  world.states = [refused('not-found')];
  const uploads = new Uploads(world);

  uploads.restore([{ kept: { id: 'x', name: 'a.pdf', originalSize: 10, attachment: 'forgotten' }, bytes: file('a.pdf') }]);
  await settled();

  assert.deepEqual(uploads.attachments, ['id-1']);
  assert.equal(uploads.items[0]?.phase, 'clean');
});
