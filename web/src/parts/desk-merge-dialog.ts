import { html, nothing } from 'lit';
import { mergeTicket, readQueue } from '../api/desk.ts';
import { refusal, Refused } from '../api/refused.ts';
import { serverNow } from '../api/server-clock.ts';
import type { Ticket, TicketSummary, Topic } from '../api/shapes.ts';
import { showTicket } from '../api/tickets.ts';
import { t } from '../messages/desk.ts';
import { language } from '../messages/messages.ts';
import { digitsAgree } from '../text/check-digit.ts';
import { due } from '../text/queue.ts';
import { isOpen, STATUS_TAGS, ticketNumber } from '../text/tickets.ts';
import { topicName } from '../text/topics.ts';
import { focusSummary, refusedAlert, summary } from './alerts.ts';
import { describedBy, field } from './field.ts';
import { open } from './dialog.ts';
import { View } from './view.ts';

/** Unir: closes a request as the duplicate of another, after showing both. Says `done` with the ticket and the words, `overtaken` when somebody was quicker. */
export class MergeDialog extends View {
  static override properties = { ie: {}, topics: { attribute: false } };

  declare ie: string;
  declare topics: Topic[];

  private ticket: Ticket | undefined;
  /** Other open ones of the same school; undefined while they are asked for, or where they cannot be. */
  private same: TicketSummary[] | undefined;
  private chosen: string | undefined;
  private typed = '';
  private into: Ticket | undefined;
  private errors = new Map<string, string>();
  private refused: Refused | undefined;
  private busy = false;

  show(ticket: Ticket): void {
    this.ticket = ticket;
    this.same = undefined;
    this.chosen = undefined;
    this.typed = '';
    this.into = undefined;
    this.errors = new Map();
    this.refused = undefined;
    this.busy = false;
    this.requestUpdate();
    void this.load(ticket);
    void this.updateComplete.then(() => {
      this.one<HTMLInputElement>('#merge-number')!.value = '';
      open(this.one('dialog'));
    });
  }

  private async load(ticket: Ticket): Promise<void> {
    try {
      const { items } = await readQueue(ticket.routedTo.code, { school: ticket.institution.code });
      if (this.ticket === ticket) {
        this.same = items.filter((other) => other.ticket !== ticket.ticket);
        this.requestUpdate();
      }
    } catch (thrown) {
      // The number can be typed all the same.
      refusal(thrown);
    }
  }

  private close(): void {
    this.one<HTMLDialogElement>('dialog')?.close();
  }

  /** The number that was chosen or typed; undefined where it has to be corrected. */
  private number(ticket: Ticket): string | undefined {
    if (!this.typed.trim()) {
      if (!this.chosen) {
        this.errors.set('merge-number', t.merge.missing);
      }
      return this.chosen;
    }
    const number = ticketNumber(this.typed);
    const wrong = !number
      ? t.merge.malformed
      : !digitsAgree(number)
        ? t.merge.check
        : number === ticket.ticket
          ? t.merge.itself
          : undefined;
    if (wrong) {
      this.errors.set('merge-number', wrong);
      return undefined;
    }
    return number;
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { ticket, into } = this;
    if (this.busy || !ticket) {
      return;
    }
    this.errors = new Map();
    this.refused = undefined;
    if (into) {
      await this.merge(ticket, into);
    } else {
      const number = this.number(ticket);
      if (number) {
        await this.look(number);
      }
    }
    this.requestUpdate();
    await this.updateComplete;
    focusSummary(this);
  }

  private async look(number: string): Promise<void> {
    this.busy = true;
    this.requestUpdate();
    try {
      const into = await showTicket(number);
      if (isOpen(into.status)) {
        this.into = into;
        void this.updateComplete.then(() => this.one<HTMLElement>('#merge-title')?.focus());
      } else {
        this.errors.set('merge-number', t.merge.over);
      }
    } catch (thrown) {
      const refused = refusal(thrown);
      if (refused.code === 'not-found') {
        this.errors.set('merge-number', t.merge.unknown);
      } else {
        this.refused = refused;
      }
    }
    this.busy = false;
  }

  private async merge(ticket: Ticket, into: Ticket): Promise<void> {
    this.busy = true;
    this.requestUpdate();
    try {
      const merged = await mergeTicket(ticket.ticket, into.ticket, ticket.version);
      this.close();
      this.dispatchEvent(new CustomEvent('done', { detail: { ticket: merged, said: t.merge.done(into.ticket) } }));
    } catch (thrown) {
      const refused = refusal(thrown);
      if (refused.code === 'changed-meanwhile') {
        this.close();
        this.dispatchEvent(new Event('overtaken'));
      } else {
        this.refused = refused;
      }
    }
    this.busy = false;
  }

  protected override render() {
    const { ticket, into } = this;
    return html`<dialog aria-labelledby="merge-title">
      ${ticket
        ? html`<form novalidate class="stack" @submit=${this.submit}>
            <h2 id="merge-title" tabindex="-1" autofocus>${into ? t.merge.confirm : t.merge.title}</h2>
            ${summary(this.errors)}${refusedAlert(this.refused)} ${into ? this.effects(ticket, into) : nothing}
            <div class="stack" ?hidden=${into !== undefined}>${this.choice(ticket)}</div>
            <div class="row">
              <button class="btn main" aria-disabled=${this.busy ? 'true' : nothing}>
                ${into ? (this.busy ? t.merge.submitting : t.merge.submit) : this.busy ? t.merge.looking : t.merge.look}
              </button>
              ${into
                ? html`<button
                    type="button"
                    class="btn"
                    @click=${() => {
                      this.into = undefined;
                      this.requestUpdate();
                    }}
                  >
                    ${t.merge.back}
                  </button>`
                : nothing}
              <button type="button" class="btn quiet" @click=${this.close}>${t.common.cancel}</button>
            </div>
          </form>`
        : nothing}
    </dialog>`;
  }

  private choice(ticket: Ticket) {
    const text = { id: 'merge-number', label: t.merge.number, hint: t.merge.numberHint, error: this.errors.get('merge-number') };
    return html`<p>${t.merge.lead(ticket.ticket)}</p>
      <fieldset class="field">
        <legend>${t.merge.same}</legend>
        ${this.same === undefined
          ? html`<p class="muted small" role="status">${t.common.loading}</p>`
          : this.same.length === 0
            ? html`<p class="muted small">${t.merge.none}</p>`
            : html`<div class="choices scroll">
                ${this.same.map(
                  (other) => html`<label class="choice">
                    <input
                      type="radio"
                      name="into"
                      value=${other.ticket}
                      .checked=${other.ticket === this.chosen}
                      @change=${() => {
                        this.chosen = other.ticket;
                        this.typed = '';
                        this.one<HTMLInputElement>('#merge-number')!.value = '';
                      }}
                    />
                    ${this.describe(other)}
                  </label>`,
                )}
              </div>`}
      </fieldset>
      ${field(
        text,
        html`<input
          id="merge-number"
          class="num"
          inputmode="numeric"
          autocomplete="off"
          maxlength="20"
          aria-describedby=${describedBy(text)}
          aria-invalid=${text.error ? 'true' : nothing}
          @input=${(event: InputEvent) => {
            this.typed = (event.target as HTMLInputElement).value;
          }}
        />`,
      )}`;
  }

  private describe(ticket: TicketSummary) {
    return html`<span>
      <b>${topicName(this.topics, ticket.topic, language)}</b>
      <span class="muted small"><span class="num">${ticket.ticket}</span> · ${ticket.requester.fullName} · ${due(ticket, serverNow()).words}</span><br />
      <span class="small">${ticket.excerpt}</span>
    </span>`;
  }

  private effects(ticket: Ticket, into: Ticket) {
    return html`<div class="panel sunk small">
        <span class="tag ${STATUS_TAGS[into.status]}">${t.ticket.status[into.status]}</span> ${into.institution.name}<br />${this.describe(into)}
      </div>
      <ul class="bullets">
        <li>${t.merge.closes(ticket.ticket)}</li>
        <li>${t.merge.goesOn(into.ticket)}</li>
        <li>${t.merge.told(ticket.requester.fullName)}</li>
        ${into.requester.person === ticket.requester.person ? nothing : html`<li>${t.merge.otherRequester(into.requester.fullName)}</li>`}
        <li>${t.merge.noUndo}</li>
      </ul>`;
  }
}

customElements.define('portero-merge-dialog', MergeDialog);
