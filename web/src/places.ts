import type { Grant, Institution, MyAccess } from './api/shapes.ts';

/** By its code: seven digits and an annex are a school's, everything else is an office above schools. */
export function isSchool(code: string): boolean {
  return /^\d{7}-\d$/.test(code);
}

/** Whoever answers requests for help. */
export function isAgent({ role }: Grant): boolean {
  return role === 'helpdesk-agent';
}

/** Whether a grant counts in a place below its own: schools and offices for those who maintain users, offices for agents. */
function reaches(grant: Grant, code: string): boolean {
  return grant.institution.kind !== 'school' && (grant.maintainsUsers || (isAgent(grant) && !isSchool(code)));
}

/** The grant that somebody works under in a place: their own there, or one of an office, which may be above it. */
export function grantFor(grants: readonly Grant[], code: string | null): Grant | undefined {
  const above = code === null ? [] : grants.filter((grant) => reaches(grant, code));
  return (
    grants.find((grant) => grant.institution.code === code) ??
    above.find((grant) => grant.maintainsUsers) ??
    above[0] ??
    grants.find((grant) => grant.maintainsUsers) ??
    grants.find(isAgent) ??
    grants[0]
  );
}

/** Whether the page can work in a place under a grant, as far as the page knows: offices do not say what is below them. */
export function worksIn(grant: Grant | undefined, code: string): boolean {
  return grant !== undefined && (grant.institution.code === code || reaches(grant, code));
}

/** Where work begins. */
export function homeOf(grant: Grant | undefined): string {
  return grant?.maintainsUsers ? '/usuarios' : grant && isAgent(grant) ? '/bandeja' : '/mi-acceso';
}

/** What a grant shows of the help desk's own side in a place. */
export function deskOf(grant: Grant | undefined, code: string): { queue: boolean; topics: boolean; numbers: boolean } {
  const office = grant !== undefined && grant.institution.kind !== 'school' && !isSchool(code);
  const agent = office && isAgent(grant);
  return { queue: agent, topics: agent && grant.institution.kind === 'country', numbers: agent || (office && grant.maintainsUsers) };
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
