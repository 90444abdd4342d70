import type { ProblemCode, TicketContext, Topic } from '../api/shapes.ts';

// Topics that come with the product. One that the help desk's lead withdrew is simply not preset.
const OF_PROBLEM: Partial<Record<ProblemCode | 'unknown', string>> = {
  'already-registered': 'persona-no-figura',
  'document-has-other-names': 'datos-equivocados',
  'has-another-role': 'no-permite-agregar',
  'cannot-change-own-access': 'no-permite-quitar-acceso',
  'account-disabled': 'no-puede-ingresar',
  'higher-role-elsewhere': 'no-puede-ingresar',
  'no-verified-email': 'correo',
  'email-is-verified': 'correo-equivocado',
  'email-undeliverable': 'correo-no-llega',
  internal: 'aparece-un-error',
  unavailable: 'aparece-un-error',
  unknown: 'aparece-un-error',
};

const OF_SCREEN: readonly (readonly [string, string])[] = [
  ['/usuarios/agregar', 'no-permite-agregar'],
  ['/usuarios', 'mantenimiento-de-usuarios'],
  ['/personal', 'personal-de-la-ie'],
];

/** The topic that a problem of the page belongs to, where the catalogue offers it: by what went wrong, else by where. */
export function presetFor({ problem, screen }: TicketContext, topics: readonly Topic[]): string | undefined {
  const id = OF_PROBLEM[problem as ProblemCode] ?? OF_SCREEN.find(([path]) => screen?.startsWith(path))?.[1];
  return topics.find(({ topic, offered }) => topic === id && offered)?.topic;
}
