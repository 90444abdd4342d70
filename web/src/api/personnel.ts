import { learn } from '../places.ts';
import { answer, api } from './client.ts';
import { readAll } from './pages.ts';
import type { Person } from './shapes.ts';

/** An institution's personnel, handed over as it comes in; stops once `wanted` says that nobody waits for it. */
export async function readPersonnel(ie: string, onPeople: (people: Person[], last: boolean) => void, wanted: () => boolean): Promise<void> {
  let people: Person[] = [];
  await readAll(
    (cursor) =>
      answer(
        api.GET('/api/institutions/{institution}/personnel', {
          params: { path: { institution: ie }, query: cursor ? { cursor } : {} },
        }),
      ),
    (page, last) => {
      if (!wanted()) {
        return false;
      }
      learn(page.institution);
      people = [...people, ...page.items];
      onPeople(people, last);
      return true;
    },
  );
}
