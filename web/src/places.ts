import type { Institution, MyAccess } from './api/shapes.ts';

/** By its code: seven digits and an annex are a school's, everything else is an office above schools. */
export function isSchool(code: string): boolean {
  return /^\d{7}-\d$/.test(code);
}

const names = new Map<string, string>();
const listeners = new Set<() => void>();

/** Remembers what an institution below one's own is called, once an answer has said so. */
export function learn(institution: Institution): void {
  if (names.get(institution.code) !== institution.name) {
    names.set(institution.code, institution.name);
    listeners.forEach((listener) => listener());
  }
}

/** What an answer has called an institution; its code until then. */
export function learnt(code: string): string {
  return names.get(code) ?? code;
}

export function nameOf(code: string, me: MyAccess): string {
  return me.grants.find((grant) => grant.institution.code === code)?.institution.name ?? learnt(code);
}

export function onNames(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
