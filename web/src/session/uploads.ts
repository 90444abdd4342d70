import { persist } from '../api/persist.ts';
import { refusal, Refused } from '../api/refused.ts';
import type { Attachment, NewAttachment, PreparedAttachment, RefusalOfFile } from '../api/shapes.ts';
import { fileFault, MOST_FILES, type FileFault } from '../text/files.ts';

/** What files need of the world: the API, the store that links lead to, time, and the device's own work on a photo. */
export interface Means {
  /** The bytes to send, a photo's made smaller; its picture where it has one. */
  digest(file: File | Blob, name: string): Promise<{ blob: Blob; name: string; sha256: string; picture?: HTMLCanvasElement | undefined }>;
  prepare(file: NewAttachment): Promise<PreparedAttachment>;
  /** Sends the bytes and answers the store's status; a cut connection is {@link Refused} as unreachable. */
  put(upload: PreparedAttachment['upload'], bytes: Blob, signal: AbortSignal, onSent: (bytes: number) => void): Promise<number>;
  show(attachment: string): Promise<Attachment>;
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** Where files are kept on the device, so that a closed tab loses none. */
export interface Keeper {
  keep(id: string, bytes: Blob): Promise<void>;
  drop(id: string): Promise<void>;
}

/** What is kept of a file beside its bytes. */
export interface KeptFile {
  id: string;
  name: string;
  originalSize: number;
  attachment?: string;
}

export type Phase = 'reading' | 'waiting' | 'uploading' | 'paused' | 'checking' | 'clean' | 'refused' | 'failed';

/** One file on its way to the help desk. */
export interface Upload {
  readonly id: string;
  readonly name: string;
  readonly originalSize: number;
  /** What is sent; less than the original where a photo was shrunk. */
  readonly size: number;
  readonly phase: Phase;
  readonly sent: number;
  /** Why it is not moving just now; it goes on by itself. */
  readonly delay: Refused | undefined;
  readonly reason: RefusalOfFile | undefined;
  readonly why: Refused | undefined;
  readonly picture: HTMLCanvasElement | undefined;
}

interface Moving extends Upload {
  name: string;
  size: number;
  phase: Phase;
  sent: number;
  delay: Refused | undefined;
  reason: RefusalOfFile | undefined;
  why: Refused | undefined;
  picture: HTMLCanvasElement | undefined;
  bytes: Blob;
  sha256: string | undefined;
  prepared: PreparedAttachment | undefined;
  attachment: string | undefined;
  /** The store has, or may have, all of it. */
  arrived: boolean;
  stop: AbortController;
}

const CHECKS = [700, 1_000, 1_500, 2_500, 4_000, 6_000, 10_000];
/** Pictures of other kinds become JPEG where the device can read them. */
const ANY_PHOTO = '.jpg';
const LINKS = 3;
const GOOD_FOR_SURE = 20_000;

/** The files of one message: one is sent at a time, since a school's line is thin; each can be paused, retried and removed. */
export class Uploads {
  private moving: Moving[] = [];
  private turned: { name: string; fault: FileFault | 'too-many' }[] = [];
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly means: Means,
    private readonly keeper?: Keeper,
  ) {}

  get items(): readonly Upload[] {
    return this.moving;
  }

  /** Files that were not taken, each with why; of the last choice only. */
  get rejected(): readonly { name: string; fault: FileFault | 'too-many' }[] {
    return this.turned;
  }

  /** Whether the store has everything: a message may be sent while the last checks go on. */
  get sent(): boolean {
    return this.moving.every(({ phase }) => phase === 'checking' || phase === 'clean');
  }

  /** Those that keep a message from being sent until somebody removes or retries them. */
  get stuck(): readonly Upload[] {
    return this.moving.filter(({ phase }) => phase === 'refused' || phase === 'failed' || phase === 'paused');
  }

  /** Waits for the last byte; false when a file got stuck or `signal` stopped the waiting. */
  whenSent(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const look = () => {
        if (this.sent || this.stuck.length > 0 || signal.aborted) {
          stop();
          signal.removeEventListener('abort', look);
          resolve(this.sent && !signal.aborted);
        }
      };
      const stop = this.onChange(look);
      signal.addEventListener('abort', look);
      look();
    });
  }

  /** The ids to send along. */
  get attachments(): string[] {
    return this.moving.flatMap(({ attachment }) => attachment ?? []);
  }

  get kept(): KeptFile[] {
    return this.moving.map(({ id, name, originalSize, attachment, arrived }) => ({
      id,
      name,
      originalSize,
      ...(attachment && arrived ? { attachment } : {}),
    }));
  }

  /** Calls `listener` on every change; answers how to stop. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  add(files: Iterable<File>): void {
    this.turned = [];
    for (const file of files) {
      const fault = this.moving.length >= MOST_FILES ? 'too-many' : fileFault(file.type.startsWith('image/') ? ANY_PHOTO : file.name, file.size, false);
      if (fault) {
        this.turned.push({ name: file.name, fault });
      } else {
        const one = this.enter(crypto.randomUUID(), file.name, file.size, file);
        void this.read(one, true);
      }
    }
    this.tell();
  }

  /** Goes on with files of an earlier visit. */
  restore(files: readonly { kept: KeptFile; bytes: Blob }[]): void {
    for (const { kept, bytes } of files) {
      const one = this.enter(kept.id, kept.name, kept.originalSize, bytes);
      one.attachment = kept.attachment;
      one.arrived = kept.attachment !== undefined;
      void this.read(one, false);
    }
    this.tell();
  }

  pause(upload: Upload): void {
    this.change(upload, (one) => {
      this.halt(one);
      one.phase = 'paused';
    });
  }

  /** Goes on after a pause, or tries again what failed. */
  resume(upload: Upload): void {
    this.change(upload, (one) => {
      one.phase = one.sha256 === undefined ? 'reading' : 'waiting';
      one.why = undefined;
      if (one.sha256 === undefined) {
        void this.read(one, true);
      }
    });
  }

  remove(upload: Upload): void {
    this.change(upload, (one) => {
      this.halt(one);
      this.moving = this.moving.filter((other) => other !== one);
      this.turned = [];
      void this.keeper?.drop(one.id).catch(() => {});
    });
  }

  /** Stops everything, for when the screen goes away; what is kept on the device stays there. */
  stop(): void {
    this.moving.forEach((one) => this.halt(one));
    this.listeners.clear();
  }

  private enter(id: string, name: string, originalSize: number, bytes: Blob): Moving {
    const one: Moving = {
      id,
      name,
      originalSize,
      size: bytes.size,
      phase: 'reading',
      sent: 0,
      delay: undefined,
      reason: undefined,
      why: undefined,
      picture: undefined,
      bytes,
      sha256: undefined,
      prepared: undefined,
      attachment: undefined,
      arrived: false,
      stop: new AbortController(),
    };
    this.moving = [...this.moving, one];
    return one;
  }

  private halt(one: Moving): void {
    one.stop.abort();
    one.stop = new AbortController();
    one.delay = undefined;
    one.sent = 0;
  }

  private change(upload: Upload, act: (one: Moving) => void): void {
    const one = this.moving.find(({ id }) => id === upload.id);
    if (one) {
      act(one);
      this.tell();
    }
  }

  private tell(): void {
    this.pump();
    this.listeners.forEach((listener) => listener());
  }

  /** The next in turn starts once nothing else is being sent. */
  private pump(): void {
    if (this.moving.some(({ phase }) => phase === 'uploading')) {
      return;
    }
    const next = this.moving.find(({ phase }) => phase === 'waiting');
    if (next) {
      next.phase = 'uploading';
      void this.send(next, next.stop.signal);
    }
  }

  private async read(one: Moving, keep: boolean): Promise<void> {
    const { signal } = one.stop;
    try {
      const { blob, name, sha256, picture } = await this.means.digest(one.bytes, one.name);
      if (signal.aborted) {
        return;
      }
      one.picture = picture;
      const fault = fileFault(name, blob.size, true);
      if (fault) {
        this.moving = this.moving.filter((other) => other !== one);
        this.turned = [...this.turned, { name: one.name, fault }];
        this.tell();
        return;
      }
      one.bytes = blob;
      one.name = name;
      one.size = blob.size;
      one.sha256 = sha256;
      if (keep) {
        // Without room on the device the file is sent all the same.
        await this.keeper?.keep(one.id, blob).catch(() => {});
      }
      if (signal.aborted) {
        return;
      }
      one.phase = 'waiting';
      this.tell();
    } catch (thrown) {
      this.fail(one, signal, thrown);
    }
  }

  private async send(one: Moving, signal: AbortSignal): Promise<void> {
    try {
      for (let links = 0; !one.arrived; links++) {
        if (links >= LINKS) {
          throw new Refused('unknown', 0, undefined, new Map(), undefined);
        }
        await this.sendOnce(one, signal);
      }
      if (signal.aborted) {
        return;
      }
      one.sent = one.size;
      one.phase = 'checking';
      this.tell();
      await this.watch(one, signal);
    } catch (thrown) {
      this.fail(one, signal, thrown);
    }
  }

  private async sendOnce(one: Moving, signal: AbortSignal): Promise<void> {
    const prepared = await this.link(one, signal);
    let cut = false;
    const status = await this.patiently(one, signal, async () => {
      // After a cut nobody knows whether the last byte arrived: asking costs less than sending all of it again.
      if (cut && settled(await this.means.show(prepared.attachment.attachment))) {
        return 200;
      }
      cut = true;
      return this.means.put(prepared.upload, one.bytes, signal, (bytes) => {
        one.sent = bytes;
        one.delay = undefined;
        this.listeners.forEach((listener) => listener());
      });
    });
    // 412: it lies there already, by a try whose answer was lost.
    if ((status >= 200 && status < 300) || status === 412) {
      one.arrived = true;
    } else {
      // The link ran out meanwhile: the next one is asked for.
      one.prepared = undefined;
      one.sent = 0;
    }
  }

  private async link(one: Moving, signal: AbortSignal): Promise<PreparedAttachment> {
    if (!one.prepared || Date.parse(one.prepared.upload.expiresAt) - Date.now() < GOOD_FOR_SURE) {
      one.prepared = await this.patiently(one, signal, () => this.means.prepare({ name: one.name, size: one.size, sha256: one.sha256! }));
      one.attachment = one.prepared.attachment.attachment;
    }
    return one.prepared;
  }

  /** Asks until the file is found good or refused. */
  private async watch(one: Moving, signal: AbortSignal): Promise<void> {
    for (let i = 0; ; i++) {
      const { state, reason } = await this.patiently(one, signal, () => this.means.show(one.attachment!)).catch((thrown: unknown) => {
        if (thrown instanceof Refused && thrown.code === 'not-found') {
          // Forgotten after a day, while it lay in a draft: it is sent anew.
          return { state: 'missing' as const, reason: undefined };
        }
        throw thrown;
      });
      if (signal.aborted) {
        return;
      }
      switch (state) {
        case 'clean':
          one.phase = 'clean';
          this.tell();
          return;
        case 'refused':
          one.phase = 'refused';
          one.reason = reason;
          this.tell();
          return;
        case 'missing':
          one.arrived = false;
          one.prepared = undefined;
          one.attachment = undefined;
          one.sent = 0;
          one.phase = 'waiting';
          this.tell();
          return;
        case 'expected':
          await this.means.wait(CHECKS[Math.min(i, CHECKS.length - 1)]!, signal);
      }
    }
  }

  /** Over cut lines and busy servers; whoever has sent too much is told at once. */
  private async patiently<T>(one: Moving, signal: AbortSignal, attempt: () => Promise<T>): Promise<T> {
    const result = await persist(attempt, {
      wait: (milliseconds) => this.means.wait(milliseconds, signal),
      onDelay: (why) => {
        if (why.code === 'too-many-attempts' || signal.aborted) {
          throw why;
        }
        one.delay = why;
        one.sent = 0;
        this.listeners.forEach((listener) => listener());
      },
    });
    one.delay = undefined;
    return result;
  }

  private fail(one: Moving, signal: AbortSignal, thrown: unknown): void {
    if (!signal.aborted) {
      one.phase = 'failed';
      one.why = refusal(thrown);
      one.prepared = undefined;
      one.sent = 0;
      this.tell();
    }
  }
}

function settled({ state }: Attachment): boolean {
  return state === 'clean' || state === 'refused';
}
