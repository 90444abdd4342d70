import { esInside, type InsideMessages, type Messages } from './es-inside.ts';
import { beforeLanguage, language, t as door, type Language } from './messages.ts';

/** Every text of the page in the chosen language, for those who have signed in. */
export let t: Messages = { ...door, ...esInside };

async function prepare(wanted: Language): Promise<() => void> {
  const inside: InsideMessages = wanted === 'en' ? (await import('./en-inside.ts')).enInside : esInside;
  return () => {
    t = { ...door, ...inside };
  };
}

beforeLanguage(prepare);
if (language !== 'es') {
  (await prepare(language))();
}
