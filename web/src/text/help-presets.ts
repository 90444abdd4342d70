import type { TicketContext, Topic } from '../api/shapes.ts';

/** Topics of the catalogue that comes with the product. One that its lead withdrew is simply not preset. */
const ADDING = 'no-permite-agregar';
const PASSWORD = 'restablecer-contrasena';
const EMAIL = 'correo';
const PERSONNEL = 'personal';

const OF_PROBLEM: Readonly<Record<string, string>> = {
  'already-registered': PERSONNEL,
  'document-has-other-names': PERSONNEL,
  'has-another-role': ADDING,
  'role-does-not-fit': ADDING,
  'account-disabled': PASSWORD,
  'higher-role-elsewhere': PASSWORD,
  'no-verified-email': EMAIL,
  'email-is-verified': EMAIL,
  'email-undeliverable': EMAIL,
};

const OF_SCREEN: readonly (readonly [string, string])[] = [
  ['/usuarios/agregar', ADDING],
  ['/personal', PERSONNEL],
];

/** The topic that a problem of the page belongs to, where the catalogue offers it: by what went wrong, else by where. */
export function presetFor({ problem, screen }: TicketContext, topics: readonly Topic[]): string | undefined {
  const id = OF_PROBLEM[problem ?? ''] ?? OF_SCREEN.find(([path]) => screen?.startsWith(path))?.[1];
  return topics.find(({ topic, offered }) => topic === id && offered)?.topic;
}
