import { html, nothing } from 'lit';
import { answer, api } from '../api/client.ts';
import { refusal, Refused } from '../api/refused.ts';
import type { Role, User } from '../api/shapes.ts';
import { t } from '../messages/inside.ts';
import { focusSummary } from './alerts.ts';
import { open } from './dialog.ts';
import { roleChoice } from './role-choice.ts';
import { refusedWithHelp } from './help-link.ts';
import { View } from './view.ts';

/** Cambiar rol. Says `changed` with the words for the list. */
export class RoleDialog extends View {
  static override properties = { ie: {} };

  declare ie: string;

  private user: User | undefined;
  private chosenRole: Role | undefined;
  private fault: string | undefined;
  private refused: Refused | undefined;
  private busy = false;

  show(user: User): void {
    this.user = user;
    this.chosenRole = user.role;
    this.fault = undefined;
    this.refused = undefined;
    this.busy = false;
    this.requestUpdate();
    void this.updateComplete.then(() => open(this.one('dialog')));
  }

  private close(): void {
    this.one<HTMLDialogElement>('dialog')?.close();
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { user, chosenRole: role } = this;
    if (this.busy || !user) {
      return;
    }
    this.refused = undefined;
    this.fault = role === undefined ? t.role.missing : role === user.role ? t.role.same : undefined;
    if (this.fault || !role) {
      this.requestUpdate();
      this.one<HTMLInputElement>('input:checked, input')?.focus();
      return;
    }
    this.busy = true;
    this.requestUpdate();
    try {
      await answer(
        api.PUT('/api/institutions/{institution}/users/{person}/role', {
          params: { path: { institution: this.ie, person: user.person } },
          body: { role, version: user.version },
        }),
      );
      this.close();
      this.dispatchEvent(new CustomEvent('changed', { detail: t.role.done(user.fullName, t.roles[role].name) }));
    } catch (thrown) {
      this.refused = refusal(thrown);
      if (this.refused.code === 'changed-meanwhile') {
        this.close();
        this.dispatchEvent(new CustomEvent('changed', { detail: this.refused.words }));
      }
    }
    this.busy = false;
    this.requestUpdate();
    await this.updateComplete;
    focusSummary(this);
  }

  protected override render() {
    const { user } = this;
    const roles = user ? [...new Set([user.role, ...user.roles])] : [];
    return html`<dialog aria-labelledby="role-title">
      ${user
        ? html`<form novalidate class="stack" @submit=${this.submit}>
            <h2 id="role-title">${t.role.title}</h2>
            <p>${t.role.lead(user.fullName, t.roles[user.role].name)}</p>
            ${refusedWithHelp(this.refused, undefined, this.user)}
            ${roleChoice({
              roles,
              chosen: this.chosenRole,
              hint: t.role.effect,
              error: this.fault,
              onChoose: (role) => {
                this.chosenRole = role;
                this.fault = undefined;
                this.requestUpdate();
              },
            })}
            <div class="row">
              <button class="btn main" aria-disabled=${this.busy ? 'true' : nothing}>${this.busy ? t.common.saving : t.common.save}</button>
              <button type="button" class="btn quiet" @click=${this.close}>${t.common.cancel}</button>
            </div>
          </form>`
        : nothing}
    </dialog>`;
  }
}

customElements.define('portero-role-dialog', RoleDialog);
