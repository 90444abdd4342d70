import workerUrl from './proof-worker.ts?worker&url';
import type { CaptchaAnswer, ProofOfWork } from '../api/shapes.ts';

interface Solution {
  number: number;
  took: number;
}

interface Policies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** The one address that a worker may be made of. */
const policy = (globalThis as { trustedTypes?: Policies }).trustedTypes?.createPolicy('portero-worker', {
  createScriptURL(url) {
    if (url !== workerUrl) {
      throw new TypeError('Only the worker of the verification may be started');
    }
    return url;
  },
});

/** Does the work that a challenge asks for. Rejects when it cannot be done or `signal` stops it. */
export function solve(proof: ProofOfWork, signal: AbortSignal): Promise<CaptchaAnswer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(policy?.createScriptURL(workerUrl) ?? workerUrl, { type: 'module' });
    const stop = () => {
      worker.terminate();
      reject(new Error('The proof of work was stopped'));
    };
    signal.addEventListener('abort', stop, { once: true });
    worker.onerror = stop;
    worker.onmessage = (event: MessageEvent<Solution | null>) => {
      worker.terminate();
      signal.removeEventListener('abort', stop);
      if (event.data) {
        resolve({ id: proof.id, answer: payload(proof.challenge, event.data) });
      } else {
        reject(new Error('The challenge has no solution'));
      }
    };
    worker.postMessage(proof.challenge);
  });
}

/** What ALTCHA's verifiers read. */
export function payload(challenge: ProofOfWork['challenge'], { number, took }: Solution): string {
  const { algorithm, challenge: hash, salt, signature } = challenge;
  return btoa(JSON.stringify({ algorithm, challenge: hash, number, salt, signature, took }));
}
