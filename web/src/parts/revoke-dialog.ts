import { html, nothing } from 'lit';
import { answer, api } from '../api/client.ts';
import { refusal, Refused } from '../api/refused.ts';
import type { User } from '../api/shapes.ts';
import { t } from '../messages/inside.ts';
import { focusSummary } from './alerts.ts';
import { open } from './dialog.ts';
import { refusedWithHelp } from './help-link.ts';
import { View } from './view.ts';

/** Quitar acceso, asked once more. Says `changed` with the words for the list. */
export class RevokeDialog extends View {
  static override properties = { ie: {} };

  declare ie: string;

  private user: User | undefined;
  private refused: Refused | undefined;
  private busy = false;

  show(user: User): void {
    this.user = user;
    this.refused = undefined;
    this.busy = false;
    this.requestUpdate();
    void this.updateComplete.then(() => open(this.one('dialog')));
  }

  private close(): void {
    this.one<HTMLDialogElement>('dialog')?.close();
  }

  private async revoke(): Promise<void> {
    const { user } = this;
    if (this.busy || !user) {
      return;
    }
    this.busy = true;
    this.refused = undefined;
    this.requestUpdate();
    try {
      await answer(
        api.DELETE('/api/institutions/{institution}/users/{person}', { params: { path: { institution: this.ie, person: user.person } } }),
      );
      this.close();
      this.dispatchEvent(new CustomEvent('changed', { detail: t.revoke.done(user.fullName) }));
    } catch (thrown) {
      this.refused = refusal(thrown);
    }
    this.busy = false;
    this.requestUpdate();
    await this.updateComplete;
    focusSummary(this);
  }

  protected override render() {
    const { user } = this;
    return html`<dialog aria-labelledby="revoke-title" aria-describedby="revoke-effect">
      ${user
        ? html`<div class="stack">
            <h2 id="revoke-title">${t.revoke.title(user.fullName)}</h2>
            <p id="revoke-effect">${t.revoke.effect}</p>
            ${refusedWithHelp(this.refused, undefined, user)}
            <div class="row">
              <button type="button" class="btn main bad" aria-disabled=${this.busy ? 'true' : nothing} @click=${() => void this.revoke()}>
                ${this.busy ? t.revoke.submitting : t.revoke.submit}
              </button>
              <button type="button" class="btn quiet" autofocus @click=${this.close}>${t.common.cancel}</button>
            </div>
          </div>`
        : nothing}
    </dialog>`;
  }
}

customElements.define('portero-revoke-dialog', RevokeDialog);
