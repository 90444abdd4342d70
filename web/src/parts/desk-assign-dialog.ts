import { html, nothing } from 'lit';
import { assignTicket, listAgents, type Agent } from '../api/desk.ts';
import { refusal, Refused } from '../api/refused.ts';
import type { MyAccess, Ticket } from '../api/shapes.ts';
import { t } from '../messages/desk.ts';
import { matches } from '../text/fold.ts';
import { focusSummary, loading, refusedAlert, summary, unread } from './alerts.ts';
import { open } from './dialog.ts';
import { View } from './view.ts';

const NOBODY = '';
const FEW = 7;

/** Asignar: to another agent, or back to the queue. Says `done` with the ticket and the words, `overtaken` when somebody was quicker. */
export class AssignDialog extends View {
  static override properties = { me: { attribute: false } };

  declare me: MyAccess;

  private ticket: Ticket | undefined;
  private agents: Agent[] | undefined;
  private chosen: string | undefined;
  private sought = '';
  private unreadable: Refused | undefined;
  private refused: Refused | undefined;
  private errors = new Map<string, string>();
  private busy = false;

  show(ticket: Ticket): void {
    this.ticket = ticket;
    this.agents = undefined;
    this.chosen = undefined;
    this.sought = '';
    this.refused = undefined;
    this.errors = new Map();
    this.busy = false;
    void this.load(ticket);
    void this.updateComplete.then(() => open(this.one('dialog')));
  }

  private async load(ticket: Ticket): Promise<void> {
    this.unreadable = undefined;
    this.requestUpdate();
    try {
      const agents = await listAgents(ticket.ticket);
      if (this.ticket === ticket) {
        this.agents = agents.filter(({ person }) => person !== ticket.assignee?.person);
      }
    } catch (thrown) {
      this.unreadable = refusal(thrown);
    }
    this.requestUpdate();
  }

  private close(): void {
    this.one<HTMLDialogElement>('dialog')?.close();
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { ticket, chosen } = this;
    if (this.busy || !ticket) {
      return;
    }
    this.refused = undefined;
    this.errors = new Map(chosen === undefined ? [['agents', t.assign.missing]] : []);
    if (chosen !== undefined) {
      this.busy = true;
      this.requestUpdate();
      try {
        const assigned = await assignTicket(ticket.ticket, chosen === NOBODY ? undefined : chosen, ticket.version);
        this.close();
        const said = assigned.assignee ? t.assign.done(assigned.assignee.fullName) : t.assign.released;
        this.dispatchEvent(new CustomEvent('done', { detail: { ticket: assigned, said } }));
      } catch (thrown) {
        this.refused = refusal(thrown);
        if (this.refused.code === 'changed-meanwhile') {
          this.close();
          this.dispatchEvent(new Event('overtaken'));
        }
      }
      this.busy = false;
    }
    this.requestUpdate();
    await this.updateComplete;
    focusSummary(this);
  }

  protected override render() {
    return html`<dialog aria-labelledby="assign-title">
      ${this.ticket
        ? html`<form novalidate class="stack" @submit=${this.submit}>
            <h2 id="assign-title" tabindex="-1" autofocus>${t.assign.title}</h2>
            ${summary(this.errors)}${refusedAlert(this.refused)}
            ${this.unreadable ? unread(this.unreadable, () => void this.load(this.ticket!)) : this.agents ? this.list(this.agents, this.ticket) : loading(3)}
            <div class="row">
              <button class="btn main" aria-disabled=${this.busy || !this.agents ? 'true' : nothing}>${this.busy ? t.assign.submitting : t.assign.submit}</button>
              <button type="button" class="btn quiet" @click=${this.close}>${t.common.cancel}</button>
            </div>
          </form>`
        : nothing}
    </dialog>`;
  }

  private list(agents: Agent[], { assignee }: Ticket) {
    const found = agents.filter(({ fullName, institution }) => matches(`${fullName} ${institution.name}`, this.sought));
    const choice = (value: string, text: unknown) => html`<label class="choice">
      <input
        type="radio"
        name="agent"
        value=${value}
        .checked=${value === this.chosen}
        @change=${() => {
          this.chosen = value;
        }}
      />
      ${text}
    </label>`;
    return html`${agents.length > FEW
        ? html`<div class="field">
            <label for="assign-search">${t.assign.search}</label>
            <input
              id="assign-search"
              type="search"
              autocomplete="off"
              @input=${(event: InputEvent) => {
                this.sought = (event.target as HTMLInputElement).value;
                this.requestUpdate();
              }}
            />
          </div>`
        : nothing}
      <fieldset class="field" id="agents" tabindex="-1">
        <legend>${t.assign.agents}</legend>
        ${found.length === 0 ? html`<p class="muted small" role="status">${agents.length === 0 ? t.assign.none : t.assign.noMatch}</p>` : nothing}
        <div class="choices scroll">
          ${found.map(({ person, fullName, institution }) =>
            choice(person, html`<span><b>${fullName}${person === this.me.person ? html` <span class="muted">(${t.users.you})</span>` : nothing}</b><span class="muted small">${institution.name}</span></span>`),
          )}
          ${assignee ? choice(NOBODY, html`<span>${t.assign.back}</span>`) : nothing}
        </div>
      </fieldset>`;
  }
}

customElements.define('portero-assign-dialog', AssignDialog);
