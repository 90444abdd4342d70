import { language } from '../messages/messages.ts';
import { onSession } from '../session/session.ts';
import { answer, api } from './client.ts';
import type { Attachment, HandedOver, NewAttachment, NewEntry, NewTicket, PreparedAttachment, Ticket, TicketSummary, Topic } from './shapes.ts';

let topics: Promise<Topic[]> | undefined;

/** The catalogue, in the order in which it is shown; asked for once a session. */
export function readTopics(): Promise<Topic[]> {
  topics ??= fetchTopics().catch((thrown: unknown) => {
    topics = undefined;
    throw thrown;
  });
  return topics;
}

/** After a change, and when somebody else signs in: what agents see of a topic is not for requesters. */
export function forgetTopics(): void {
  topics = undefined;
}

onSession((session) => session.state !== 'in' && forgetTopics());

async function fetchTopics(): Promise<Topic[]> {
  const { items } = await answer(api.GET('/api/topics'));
  return items;
}

/** A suggested answer made a ticket unnecessary. */
export function countAvoided(topic: string, institution: string, key: string): Promise<unknown> {
  return answer(
    api.POST('/api/topics/{topic}/avoided', { params: { path: { topic }, header: { 'Idempotency-Key': key } }, body: { institution } }),
  );
}

/** A page of the caller's tickets; of a school's, where `institution` is given, for its director. */
export function listTickets(cursor?: string, institution?: string): Promise<{ items: TicketSummary[]; next?: string }> {
  return answer(api.GET('/api/tickets', { params: { query: { ...(cursor ? { cursor } : {}), ...(institution ? { institution } : {}) } } }));
}

export function submitTicket(body: NewTicket, key: string): Promise<Ticket> {
  return answer(api.POST('/api/tickets', { params: { header: { 'Idempotency-Key': key, 'Accept-Language': language } }, body }));
}

export function showTicket(ticket: string): Promise<Ticket> {
  return answer(api.GET('/api/tickets/{ticket}', { params: { path: { ticket } } }));
}

export function replyToTicket(ticket: string, body: NewEntry, key: string): Promise<Ticket> {
  return answer(api.POST('/api/tickets/{ticket}/messages', { params: { path: { ticket }, header: { 'Idempotency-Key': key } }, body }));
}

export function reopenTicket(ticket: string, text: string, version: number): Promise<Ticket> {
  return answer(api.POST('/api/tickets/{ticket}/reopening', { params: { path: { ticket } }, body: { text, version } }));
}

/** Takes the offered reset; the password is in the answer, once. */
export function takeReset(ticket: string, key: string): Promise<HandedOver> {
  return answer(
    api.POST('/api/tickets/{ticket}/credentials', {
      params: { path: { ticket }, header: { 'Idempotency-Key': key } },
      body: { documentSeen: true },
    }),
  );
}

export function prepareAttachment(body: NewAttachment): Promise<PreparedAttachment> {
  return answer(api.POST('/api/attachments', { body }));
}

export function showAttachment(attachment: string): Promise<Attachment> {
  return answer(api.GET('/api/attachments/{attachment}', { params: { path: { attachment } } }));
}

/** Where an inspected file can be downloaded for a minute. */
export async function attachmentLink(ticket: string, attachment: string): Promise<string> {
  const { url } = await answer(api.GET('/api/tickets/{ticket}/attachments/{attachment}', { params: { path: { ticket, attachment } } }));
  return url;
}
