import { es, type Messages } from './es.ts';

export type Language = 'es' | 'en';

/** The texts of the chosen language; read it when drawing, never keep it. */
export let t: Messages = es;
export let language: Language = 'es';

const STORED = 'portero.language';
const listeners = new Set<() => void>();

/** Calls `listener` whenever the language changes; answers how to stop. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** English is fetched only by those who ask for it. */
export async function choose(wanted: Language): Promise<void> {
  t = wanted === 'en' ? (await import('./en.ts')).en : es;
  language = wanted;
  document.documentElement.lang = wanted;
  try {
    localStorage.setItem(STORED, wanted);
  } catch {
    // Private windows may refuse storage: the choice then lasts as long as the page.
  }
  listeners.forEach((listener) => listener());
}

/** The language of the last visit; Spanish on the first. */
export async function restore(): Promise<void> {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(STORED);
  } catch {
    // See above.
  }
  if (stored === 'en') {
    await choose('en').catch(() => {});
  }
}
