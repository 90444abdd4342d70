import { html, nothing, type TemplateResult } from 'lit';
import { serverNow } from '../api/server-clock.ts';
import type { TicketStatus, TicketSummary } from '../api/shapes.ts';
import { t } from '../messages/help.ts';
import { isOpen, numberGroups, soon, STATUS_TAGS } from '../text/tickets.ts';

export function statusTag(status: TicketStatus, words = t.ticket.status[status]): TemplateResult {
  return html`<span class="tag ${STATUS_TAGS[status]}">${words}</span>`;
}

/** By when an answer was promised, while none has come. */
export function promise({ status, promisedAt, late }: Pick<TicketSummary, 'status' | 'promisedAt' | 'late'>): TemplateResult | typeof nothing {
  if (!isOpen(status) || status === 'waiting') {
    return nothing;
  }
  const when = soon(promisedAt, serverNow());
  return late ? html`<span class="tag bad">${t.ticket.late}</span> ${when}` : html`${t.ticket.promised}: ${when}`;
}

/** In groups for the eye and the telephone; copied as one word. */
export function bigNumber(ticket: string): TemplateResult {
  return html`<span class="ticket-number" translate="no">${numberGroups(ticket).map((group) => html`<span>${group}</span>`)}</span>`;
}
