import { onPlace } from './router.ts';

let flash: { text: string; path: string } | undefined;
const listeners = new Set<() => void>();

/** Says what was done, on the screen at `path`, until people move on. */
export function say(text: string, path: string): void {
  flash = { text, path };
  listeners.forEach((listener) => listener());
}

export function flashAt(path: string): string | undefined {
  return flash?.path === path ? flash.text : undefined;
}

export function onFlash(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

onPlace((now, moved) => {
  if (moved && flash && flash.path !== now.path) {
    flash = undefined;
  }
});
