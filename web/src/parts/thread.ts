import { html, nothing, type TemplateResult } from 'lit';
import { refusal, Refused } from '../api/refused.ts';
import { serverNow } from '../api/server-clock.ts';
import type { Attachment, Ticket, TicketEntry } from '../api/shapes.ts';
import { attachmentLink } from '../api/tickets.ts';
import { t } from '../messages/help.ts';
import { recent } from '../text/dates.ts';
import { sizeWords } from '../text/files.ts';
import { isSaid, openQuestion } from '../text/tickets.ts';
import '../style/help.css';
import { refusedAlert } from './alerts.ts';
import { View } from './view.ts';

/** What was said about a ticket and what happened to it, oldest first, with the files. `side` is the reader's. */
export class Thread extends View {
  static override properties = { ticket: { attribute: false }, me: {}, side: {} };

  declare ticket: Ticket;
  /** The reader's PersonId: what they said themselves stands on the right. */
  declare me: string;
  declare side: 'requester' | 'agent';

  private fetching: string | undefined;
  private failed: { attachment: string; refused: Refused } | undefined;

  /** The link is asked for at the click and lives for a minute: nothing that could be passed on stands in the page. */
  private async download({ attachment }: Attachment): Promise<void> {
    if (this.fetching) {
      return;
    }
    this.fetching = attachment;
    this.failed = undefined;
    this.requestUpdate();
    try {
      const link = document.createElement('a');
      link.href = await attachmentLink(this.ticket.ticket, attachment);
      link.rel = 'noreferrer';
      link.click();
    } catch (thrown) {
      this.failed = { attachment, refused: refusal(thrown) };
    }
    this.fetching = undefined;
    this.requestUpdate();
  }

  protected override render() {
    const question = openQuestion(this.ticket);
    return html`<ol class="thread" aria-label=${t.thread.title}>
      ${this.ticket.timeline.map((entry) => (isSaid(entry) ? this.saying(entry, entry === question) : this.event(entry)))}
    </ol>`;
  }

  private saying(entry: TicketEntry, open: boolean): TemplateResult {
    const { kind, text, attachments = [] } = entry;
    const mine = entry.by.person === this.me;
    const what = kindWords(entry);
    return html`<li class="say ${mine ? 'mine' : ''} ${kind === 'note' ? 'inside' : ''} ${open ? 'open' : ''}" id="entry-${entry.entry}">
      <header>
        <b>${this.speaker(entry)}</b>${what ? html` · ${what}` : nothing} · <time datetime=${entry.at}>${recent(entry.at, serverNow())}</time>
      </header>
      ${text ? html`<p class="words">${text}</p>` : nothing}
      ${attachments.length > 0
        ? html`<ul class="attached" aria-label=${t.thread.files}>
            ${attachments.map((attachment) => this.file(attachment))}
          </ul>`
        : nothing}
    </li>`;
  }

  private event(entry: TicketEntry): TemplateResult {
    return html`<li class="happened muted small" id="entry-${entry.entry}">
      ${eventWords(entry)} <time class="num" datetime=${entry.at}>${recent(entry.at, serverNow())}</time>
    </li>`;
  }

  /** Agents stand for the help desk; among themselves they have names. */
  private speaker({ by }: TicketEntry): string {
    if (by.person !== undefined && by.person === this.me) {
      return t.thread.you;
    }
    switch (by.side) {
      case 'system':
        return t.thread.system;
      case 'agent':
        return this.side === 'requester' || !by.fullName ? [t.thread.desk, by.fullName].filter(Boolean).join(', ') : by.fullName;
      case 'requester':
        return by.fullName ?? t.ticket.requester;
    }
  }

  private file(attachment: Attachment) {
    const { name, size, state, reason } = attachment;
    const failed = this.failed?.attachment === attachment.attachment ? this.failed.refused : undefined;
    const fetching = this.fetching === attachment.attachment;
    return html`<li>
      ${state === 'clean'
        ? html`<button type="button" class="link" aria-label=${t.thread.download(name)} @click=${() => void this.download(attachment)}>${name}</button>`
        : html`<span class="mail">${name}</span>`}
      <span class="muted small num">${sizeWords(size, t.locale)}</span>
      ${state === 'expected' ? html`<span class="tag">${t.thread.notReady}</span>` : nothing}
      ${state === 'refused' ? html`<span class="tag bad">${t.thread.refused}</span>${reason ? html`<span class="small why">${t.files.reasons[reason]}</span>` : nothing}` : nothing}
      ${state === 'missing' ? html`<span class="tag bad">${t.thread.missing}</span>` : nothing}
      <span role="status" class="small muted">${fetching ? t.thread.downloading : ''}</span>
      ${refusedAlert(failed)}
    </li>`;
  }
}

/** What kind of saying it is, where that is not plain from who speaks. */
function kindWords(entry: TicketEntry): string | undefined {
  return entry.kind === 'reply' ? undefined : eventWords(entry).replace(/\.$/, '');
}

/** One line for what happened without words. */
export function eventWords(entry: TicketEntry): string {
  const words = t.thread;
  switch (entry.kind) {
    case 'assigned':
      return entry.assignee ? words.assigned(entry.assignee.fullName) : words.unassigned;
    case 'merged':
      return entry.other ? words.merged(entry.other) : words.closed;
    case 'reminded':
      return words.reminded;
    case 'closed':
      return entry.from === 'waiting' ? words.closedSilent : entry.from === 'resolved' ? words.closedResolved : words.closed;
    case 'reopened':
      return words.reopened;
    case 'rated':
      return words.rated;
    case 'reset-offered':
      return words.offered;
    case 'reset-taken':
      return words.taken;
    case 'attachment-refused':
      return words.someFileRefused;
    case 'submitted':
    case 'reply':
      return words.comment;
    case 'note':
      return words.note;
    case 'question':
      return words.question;
    case 'solution':
      return words.solution;
  }
}

customElements.define('portero-thread', Thread);
