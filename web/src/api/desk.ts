import { learn } from '../places.ts';
import { answer, api } from './client.ts';
import type { components } from './schema.d.ts';
import type { Ticket, Topic } from './shapes.ts';

type Schemas = components['schemas'];

export type TopicChange = Schemas['TopicChange'];
export type Route = Schemas['Route'];
export type Numbers = Schemas['Numbers'];
export type TopicNumbers = Schemas['TopicNumbers'];
export type Queue = Schemas['Queue'];
export type Agent = Schemas['Agent'];
export type AffectedPerson = Schemas['AffectedPerson'];
export type Presences = Schemas['Presences'];

/** What a queue can be asked for. */
export interface Wanted {
  status?: 'open' | 'new' | 'in-progress' | 'waiting' | 'resolved' | 'closed';
  topic?: string;
  school?: string;
  due?: 'late' | 'today' | 'week';
  olderThanDays?: number;
  assignee?: 'mine' | 'nobody';
}

/** A page of the tickets routed to an office. */
export async function readQueue(office: string, wanted: Wanted, cursor?: string): Promise<Queue> {
  const queue = await answer(
    api.GET('/api/institutions/{institution}/tickets', {
      params: { path: { institution: office }, query: { ...wanted, ...(cursor ? { cursor } : {}) } },
    }),
  );
  learn(queue.institution);
  return queue;
}

/** Takes a ticket or gives it to somebody; without an assignee it goes back to the queue. */
export function assignTicket(ticket: string, assignee: string | undefined, version: number): Promise<Ticket> {
  return answer(
    api.PUT('/api/tickets/{ticket}/assignee', { params: { path: { ticket } }, body: { ...(assignee ? { assignee } : {}), version } }),
  );
}

export async function listAgents(ticket: string): Promise<Agent[]> {
  const { items } = await answer(api.GET('/api/tickets/{ticket}/agents', { params: { path: { ticket } } }));
  return items;
}

export function mergeTicket(ticket: string, into: string, version: number): Promise<Ticket> {
  return answer(api.POST('/api/tickets/{ticket}/merge', { params: { path: { ticket } }, body: { into, version } }));
}

/** Says that the caller looks at a ticket, or writes, and hears who else does. */
export function notePresence(ticket: string, writing: boolean): Promise<Presences> {
  return answer(api.PUT('/api/tickets/{ticket}/presence', { params: { path: { ticket } }, body: { writing } }));
}

export function showAffectedPerson(ticket: string): Promise<AffectedPerson> {
  return answer(api.GET('/api/tickets/{ticket}/person', { params: { path: { ticket } } }));
}

/** Answers, and lets the requester give the affected person a new password on their own screen. */
export function offerReset(ticket: string, text: string, version: number, key: string): Promise<Ticket> {
  return answer(
    api.POST('/api/tickets/{ticket}/reset-offer', { params: { path: { ticket }, header: { 'Idempotency-Key': key } }, body: { text, version } }),
  );
}

export function saveTopic(topic: string, body: TopicChange): Promise<Topic> {
  return answer(api.PUT('/api/topics/{topic}', { params: { path: { topic } }, body }));
}

/** What an office and those below it did in the weeks that touch these days. */
export async function readNumbers(office: string, from: string, to: string): Promise<Numbers> {
  const numbers = await answer(
    api.GET('/api/institutions/{institution}/numbers', { params: { path: { institution: office }, query: { from, to } } }),
  );
  learn(numbers.institution);
  return numbers;
}
