import { html, nothing } from 'lit';
import { offerReset } from '../api/desk.ts';
import { refusal, Refused } from '../api/refused.ts';
import type { Ticket } from '../api/shapes.ts';
import { t } from '../messages/desk.ts';
import { GAVE_UP, insist } from '../session/insist.ts';
import { lengthOfText } from '../text/tickets.ts';
import { focusSummary, refusedAlert, summary } from './alerts.ts';
import { delayed } from './delayed.ts';
import { open } from './dialog.ts';
import { View } from './view.ts';

const LONGEST = 2_000;

/** Restablecer y responder. Says `done` with the ticket and the words, `overtaken` when somebody was quicker. */
export class OfferDialog extends View {
  private ticket: Ticket | undefined;
  private text = '';
  private refused: Refused | undefined;
  private errors = new Map<string, string>();
  private busy = false;
  private delay: Refused | undefined;
  private abandon = new AbortController();
  private sent: { key: string; text: string; version: number } | undefined;

  show(ticket: Ticket): void {
    if (this.ticket?.ticket !== ticket.ticket) {
      this.sent = undefined;
    }
    this.ticket = ticket;
    this.text = this.sent?.text ?? t.offer.standard(ticket.affectedPerson?.fullName ?? '');
    this.refused = undefined;
    this.errors = new Map();
    this.requestUpdate();
    void this.updateComplete.then(() => {
      this.one<HTMLTextAreaElement>('#offer-text')!.value = this.text;
      open(this.one('dialog'));
    });
  }

  private close(): void {
    if (!this.busy) {
      this.one<HTMLDialogElement>('dialog')?.close();
    }
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { ticket } = this;
    if (this.busy || !ticket) {
      return;
    }
    const text = this.text.trim();
    const length = lengthOfText(text);
    this.refused = undefined;
    this.errors = new Map(
      length === 0 ? [['offer-text', t.desk.missing.reply]] : length > LONGEST ? [['offer-text', t.desk.tooLong(length - LONGEST)]] : [],
    );
    if (this.errors.size === 0) {
      await this.send(ticket, text);
    }
    this.requestUpdate();
    await this.updateComplete;
    focusSummary(this);
  }

  private async send(ticket: Ticket, text: string): Promise<void> {
    // A try without an answer is repeated as it was, version and all.
    this.sent = this.sent?.text === text ? this.sent : { key: crypto.randomUUID(), text, version: ticket.version };
    const { key, version } = this.sent;
    this.busy = true;
    this.abandon = new AbortController();
    this.requestUpdate();
    try {
      const offered = await insist(
        () => offerReset(ticket.ticket, text, version, key),
        this.abandon,
        (why) => {
          this.delay = why;
          this.requestUpdate();
        },
      );
      this.sent = undefined;
      this.busy = false;
      this.close();
      this.dispatchEvent(new CustomEvent('done', { detail: { ticket: offered, said: t.offer.done } }));
    } catch (thrown) {
      this.busy = false;
      this.understand(thrown);
    }
    this.delay = undefined;
  }

  private understand(thrown: unknown): void {
    if (thrown === GAVE_UP) {
      this.errors = new Map([['offer-text', t.desk.gaveUp]]);
      return;
    }
    this.sent = undefined;
    const refused = refusal(thrown);
    if (refused.code === 'changed-meanwhile') {
      this.close();
      this.dispatchEvent(new Event('overtaken'));
    } else {
      this.refused = refused;
    }
  }

  protected override render() {
    const { ticket } = this;
    const error = this.errors.get('offer-text');
    return html`<dialog aria-labelledby="offer-title" closedby=${this.busy ? 'none' : nothing} @cancel=${(event: Event) => this.busy && event.preventDefault()}>
      ${ticket
        ? html`<form novalidate class="stack" @submit=${this.submit}>
            <h2 id="offer-title" tabindex="-1" autofocus>${t.offer.title}</h2>
            ${summary(this.errors)}${refusedAlert(this.refused)}
            <p>${t.offer.lead(ticket.requester.fullName, ticket.affectedPerson?.fullName ?? '')}</p>
            <div>
              <p>${t.offer.how}</p>
              <ol class="bullets">
                <li>${t.offer.step1(ticket.requester.fullName)}</li>
                <li>${t.offer.step2(ticket.requester.fullName)}</li>
                <li>${t.offer.step3}</li>
              </ol>
            </div>
            <div class="field ${error ? 'wrong' : ''}">
              <label for="offer-text">${t.offer.text}</label>
              ${error ? html`<span class="error" id="offer-text-error"><span class="aside">${t.error}: </span>${error}</span>` : nothing}
              <textarea
                id="offer-text"
                rows="5"
                ?readonly=${this.busy}
                aria-invalid=${error ? 'true' : nothing}
                aria-describedby=${error ? 'offer-text-error' : nothing}
                @input=${(event: InputEvent) => {
                  this.text = (event.target as HTMLTextAreaElement).value;
                }}
              ></textarea>
            </div>
            <div role="status">${this.delay ? delayed(this.delay) : nothing}</div>
            <div class="row">
              <button class="btn main" aria-disabled=${this.busy ? 'true' : nothing}>${this.busy ? t.offer.submitting : t.offer.submit}</button>
              ${this.delay
                ? html`<button type="button" class="btn quiet" @click=${() => this.abandon.abort()}>${t.add.giveUp}</button>`
                : html`<button type="button" class="btn quiet" aria-disabled=${this.busy ? 'true' : nothing} @click=${this.close}>${t.common.cancel}</button>`}
            </div>
          </form>`
        : nothing}
    </dialog>`;
  }
}

customElements.define('portero-offer-dialog', OfferDialog);
