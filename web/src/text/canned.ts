import type { Topic } from '../api/shapes.ts';
import type { Language } from '../messages/messages.ts';
import { pathTo } from './topics.ts';

export const VARIABLES = ['persona', 'solicitante', 'institucion', 'numero', 'agente'] as const;
export type Variable = (typeof VARIABLES)[number];

export interface Canned {
  title: string;
  text: string;
}

/** The saved answers of a ticket's topic, then those of the topics above it. */
export function cannedFor(topics: readonly Topic[], id: string, language: Language): Canned[] {
  return pathTo(topics, id)
    .reverse()
    .flatMap((topic) => topic[language].answers ?? []);
}

/** A saved answer with what is known in place of its variables; the others stay, in braces. */
export function fill(text: string, known: Readonly<Partial<Record<Variable, string>>>): string {
  return text.replace(/\{([^{}\n]{1,40})\}/g, (whole, name: string) => known[name.trim() as Variable] ?? whole);
}

/** What is still in braces, each once, as it stands in the text. */
export function unfilled(text: string): string[] {
  return [...new Set(text.match(/\{[^{}\n]{1,40}\}/g) ?? [])];
}
