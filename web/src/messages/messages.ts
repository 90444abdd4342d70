import { es, type DoorMessages } from './es.ts';

export type Language = 'es' | 'en';

/** The door's texts in the chosen language; read it when drawing, never keep it. Screens behind the door use `inside.ts`. */
export let t: DoorMessages = es;
export let language: Language = 'es';

const STORED = 'portero.language';
const listeners = new Set<() => void>();
/** More texts that must be there before the language changes; each answers how to put them in place. */
const preparers = new Set<(wanted: Language) => Promise<() => void>>();

/** Calls `listener` whenever the language changes; answers how to stop. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** English is fetched only by those who ask for it. */
export async function choose(wanted: Language): Promise<void> {
  const [door, ...rest] = await Promise.all([
    wanted === 'en' ? import('./en.ts').then(({ en }) => en) : es,
    ...[...preparers].map((prepare) => prepare(wanted)),
  ]);
  t = door;
  language = wanted;
  rest.forEach((place) => place());
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

/**
 * Keeps `place` supplied with the door's texts and those of a part that strangers do not wait for, in the page's language.
 * Await it where the module that holds them is loaded.
 */
export async function withDoor<More>(spanish: More, english: () => Promise<More>, place: (texts: DoorMessages & More) => void): Promise<void> {
  const prepare = async (wanted: Language) => {
    const more = wanted === 'en' ? await english() : spanish;
    return () => place({ ...t, ...more });
  };
  preparers.add(prepare);
  (await prepare(language))();
}
