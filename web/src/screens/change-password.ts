import { html, nothing } from 'lit';
import { answer, api } from '../api/client.ts';
import { refusal, Refused } from '../api/refused.ts';
import type { MyAccess } from '../api/shapes.ts';
import { say } from '../flash.ts';
import { t } from '../messages/inside.ts';
import { focusSummary, refusedAlert, summary } from '../parts/alerts.ts';
import { type NewPasswordField } from '../parts/new-password-field.ts';
import '../parts/new-password-field.ts';
import { type PasswordField } from '../parts/password-field.ts';
import { nameTab, View } from '../parts/view.ts';
import { address, go, place } from '../router.ts';
import { renewed } from '../session/session.ts';

/** Cambiar la contraseña: one's own, by knowing the current one. */
class ChangePassword extends View {
  static override properties = { me: { attribute: false } };

  declare me: MyAccess;

  private errors = new Map<string, string>();
  private refused: Refused | undefined;
  private busy = false;

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    const current = this.one<PasswordField>('portero-password')!;
    const chosen = this.one<NewPasswordField>('portero-new-password-field')!;
    const body = { currentPassword: current.input.value, newPassword: chosen.value };
    current.visible = false;
    chosen.cover();
    this.refused = undefined;
    this.errors = new Map();
    if (!body.currentPassword) {
      this.errors.set('current', t.changePassword.currentMissing);
    }
    const fault = chosen.fault();
    if (fault) {
      this.errors.set('new-password', fault);
    }
    if (this.errors.size === 0) {
      this.busy = true;
      this.requestUpdate();
      try {
        renewed(await answer(api.POST('/api/me/password', { body })));
        say(t.changePassword.done, '/mi-acceso');
        go(address('/mi-acceso', { ie: place().query.get('ie') ?? undefined }), { replace: true });
        return;
      } catch (thrown) {
        this.understand(refusal(thrown));
      }
      this.busy = false;
    }
    this.requestUpdate();
    await this.updateComplete;
    focusSummary(this);
  }

  private understand(refused: Refused): void {
    const code = refused.fields.get('newPassword');
    if (refused.code === 'wrong-credentials') {
      this.errors.set('current', t.changePassword.currentWrong);
    } else if (code) {
      this.errors.set('new-password', t.fields[code]);
    } else {
      this.refused = refused;
    }
  }

  protected override updated(): void {
    nameTab(t.changePassword.title, this.errors.size > 0 || this.refused !== undefined);
  }

  protected override render() {
    const { me } = this;
    return html`<div class="narrow">
      <div class="head"><div><h1 tabindex="-1">${t.changePassword.title}</h1><p class="muted">${t.changePassword.lead}</p></div></div>
      <form class="panel stack" novalidate @submit=${this.submit}>
        ${summary(this.errors)}${refusedAlert(this.refused)}
        <input class="aside" name="username" autocomplete="username" .value=${me.login} readonly tabindex="-1" aria-hidden="true" />
        <portero-password
          name="password"
          autocomplete="current-password"
          .text=${{ id: 'current', label: t.changePassword.current, error: this.errors.get('current') }}
        ></portero-password>
        <portero-new-password-field
          .minimum=${me.minimumPasswordLength}
          .personal=${[me.login, ...me.fullName.split(' ')]}
          .error=${this.errors.get('new-password')}
        ></portero-new-password-field>
        <div class="row">
          <button class="btn main" aria-disabled=${this.busy ? 'true' : nothing}>${this.busy ? t.newPassword.submitting : t.changePassword.submit}</button>
          <a class="btn quiet" href=${address('/mi-acceso', { ie: place().query.get('ie') ?? undefined })}>${t.common.cancel}</a>
        </div>
      </form>
    </div>`;
  }
}

customElements.define('portero-change-password', ChangePassword);
