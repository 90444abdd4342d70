import { html, nothing } from 'lit';
import { refusal, Refused } from '../api/refused.ts';
import type { Ticket } from '../api/shapes.ts';
import { takeReset } from '../api/tickets.ts';
import { t } from '../messages/help.ts';
import { GAVE_UP, insist } from '../session/insist.ts';
import { beginTaking, finishTaking, unfinishedTaking } from '../session/taking.ts';
import { focusSummary, refusedAlert, summary } from './alerts.ts';
import { delayed } from './delayed.ts';
import { open } from './dialog.ts';
import { documentSeen, resetEffects } from './document-seen.ts';
import { View } from './view.ts';

/**
 * Entregar la contraseña nueva, that the help desk authorised. Says `taken` with the ticket and the words for the screen, `stale` where
 * the ticket is out of date, and `unfinished` when an answer was given up.
 */
export class TakeResetDialog extends View {
  private ticket: Ticket | undefined;
  private seen = false;
  private errors = new Map<string, string>();
  private refused: Refused | undefined;
  private busy = false;
  private delay: Refused | undefined;
  private abandon = new AbortController();

  show(ticket: Ticket): void {
    this.ticket = ticket;
    this.seen = false;
    this.errors = new Map();
    this.refused = undefined;
    this.requestUpdate();
    void this.updateComplete.then(() => open(this.one('dialog')));
  }

  private close(): void {
    this.one<HTMLDialogElement>('dialog')?.close();
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { ticket } = this;
    if (this.busy || !ticket) {
      return;
    }
    this.errors = new Map();
    this.refused = undefined;
    if (!this.seen && !unfinishedTaking(ticket.ticket)) {
      this.errors.set('take-seen', t.reset.seenMissing);
      await this.showErrors();
      return;
    }
    await this.take(ticket);
  }

  private async take(ticket: Ticket): Promise<void> {
    const fullName = ticket.affectedPerson?.fullName ?? '';
    this.busy = true;
    this.requestUpdate();
    try {
      // Both are here before the password is: once it exists, nothing may be missing to show it.
      const { showCredentials } = await import('./key-card.ts').catch(() => {
        throw Refused.unreachable();
      });
      const key = beginTaking(ticket.ticket);
      this.abandon = new AbortController();
      const { ticket: after, credentials } = await insist(
        () => takeReset(ticket.ticket, key),
        this.abandon,
        (why) => {
          this.delay = why;
          this.requestUpdate();
        },
      );
      finishTaking(ticket.ticket);
      this.rest();
      this.close();
      await showCredentials(credentials, { fullName, givenNames: fullName, institution: ticket.institution.name, title: t.reset.cardTitle });
      if (this.isConnected) {
        this.dispatchEvent(new CustomEvent('taken', { detail: { ticket: after, said: t.tickets.taken(fullName) } }));
      }
    } catch (thrown) {
      this.rest();
      await this.understand(thrown, ticket);
    }
  }

  private rest(): void {
    this.busy = false;
    this.delay = undefined;
    this.requestUpdate();
  }

  private async understand(thrown: unknown, ticket: Ticket): Promise<void> {
    if (thrown === GAVE_UP) {
      this.dispatchEvent(new CustomEvent('unfinished'));
    } else {
      this.refused = refusal(thrown);
      // After a fault nobody knows: the same key finishes it.
      if (this.refused.code !== 'internal' && this.refused.code !== 'unknown') {
        finishTaking(ticket.ticket);
        this.dispatchEvent(new CustomEvent('stale'));
      }
    }
    await this.showErrors();
  }

  private async showErrors(): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
    focusSummary(this);
  }

  /** While a password may be on its way, only its buttons close the dialog. */
  private hold(event: Event): void {
    if (this.busy) {
      event.preventDefault();
    }
  }

  protected override render() {
    const { ticket } = this;
    return html`<dialog aria-labelledby="take-title" closedby=${this.busy ? 'none' : nothing} @cancel=${this.hold}>
      ${ticket ? this.form(ticket, ticket.affectedPerson?.fullName ?? '') : nothing}
    </dialog>`;
  }

  private form(ticket: Ticket, name: string) {
    const unfinished = unfinishedTaking(ticket.ticket) && !this.busy;
    const error = this.errors.get('take-seen');
    return html`<form novalidate class="stack" @submit=${this.submit}>
      <h2 id="take-title" tabindex="-1" autofocus>${t.tickets.takeTitle(name)}</h2>
      ${summary(this.errors)}${refusedAlert(this.refused)}
      ${unfinished
        ? html`<div class="alert warn" role="alert" tabindex="-1" data-summary><p>${t.tickets.takeUnfinished}</p></div>`
        : html`<div>
              ${resetEffects()}
            </div>
            <fieldset class="plain" ?disabled=${this.busy}>
              ${documentSeen('take-seen', name, this.seen, error, (seen) => {
                this.seen = seen;
              })}
            </fieldset>`}
      <div role="status">${this.delay ? delayed(this.delay) : nothing}</div>
      <div class="row">
        <button class="btn main" aria-disabled=${this.busy ? 'true' : nothing}>
          ${this.busy ? t.tickets.taking : unfinished ? t.tickets.finish : t.tickets.take}
        </button>
        ${this.delay
          ? html`<button type="button" class="btn quiet" @click=${() => this.abandon.abort()}>${t.add.giveUp}</button>`
          : html`<button type="button" class="btn quiet" aria-disabled=${this.busy ? 'true' : nothing} @click=${() => this.busy || this.close()}>${t.common.cancel}</button>`}
      </div>
    </form>`;
  }
}

customElements.define('portero-take-reset-dialog', TakeResetDialog);
