import type { Topic, TopicText } from '../api/shapes.ts';
import type { Language } from '../messages/messages.ts';

/** Those directly below a topic; without one, those of the first level. In the catalogue's order. */
export function below(topics: readonly Topic[], parent?: string): Topic[] {
  return topics.filter((topic) => topic.parent === parent).sort((one, other) => one.order - other.order);
}

/** Those below that can be chosen for a new ticket, themselves or by something under them. */
export function offeredBelow(topics: readonly Topic[], parent?: string): Topic[] {
  return below(topics, parent).filter((topic) => topic.offered && (isLeaf(topics, topic) || offeredBelow(topics, topic.topic).length > 0));
}

/** Whether a ticket can be about it: nothing is under it, not even something withdrawn. */
export function isLeaf(topics: readonly Topic[], { topic }: Topic): boolean {
  return !topics.some(({ parent }) => parent === topic);
}

/** From the first level down to the topic; empty where the catalogue does not know it. */
export function pathTo(topics: readonly Topic[], id: string | undefined): Topic[] {
  const path: Topic[] = [];
  let at = topics.find(({ topic }) => topic === id);
  while (at && !path.includes(at)) {
    path.unshift(at);
    const { parent } = at;
    at = topics.find(({ topic }) => topic === parent);
  }
  return path;
}

export function textOf(topic: Topic, language: Language): TopicText {
  return topic[language];
}

/** "Mantenimiento de usuarios / No permite agregar usuario"; the id of a topic that the catalogue does not know. */
export function topicTitle(topics: readonly Topic[], id: string, language: Language): string {
  const path = pathTo(topics, id);
  return path.length === 0 ? id : path.map((topic) => textOf(topic, language).title).join(' / ');
}

/** The last part of the title, where there is little room. */
export function topicName(topics: readonly Topic[], id: string, language: Language): string {
  const last = pathTo(topics, id).at(-1);
  return last ? textOf(last, language).title : id;
}

/** What the topic lies under: "Mantenimiento de usuarios / Contraseñas"; empty on the first level. */
export function topicsAbove(topics: readonly Topic[], id: string, language: Language): string {
  return pathTo(topics, id)
    .slice(0, -1)
    .map((topic) => textOf(topic, language).title)
    .join(' / ');
}
