import type { Topic } from '../api/shapes.ts';

/** The topics that problems of the page belong to, by the ids of the catalogue that comes with the product. */
const TOPICS: Readonly<Record<string, string>> = {};

/** The topic for a problem, where the catalogue still offers it. */
export function presetFor(problem: string | undefined, topics: readonly Topic[]): string | undefined {
  const id = problem === undefined ? undefined : TOPICS[problem];
  return topics.find(({ topic, offered }) => topic === id && offered)?.topic;
}
