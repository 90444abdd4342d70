import { html, nothing } from 'lit';
import { answer, api } from '../api/client.ts';
import { refusal, Refused } from '../api/refused.ts';
import { t } from '../messages/messages.ts';
import { focusSummary, refusedAlert, summary } from '../parts/alerts.ts';
import { languageSwitch } from '../parts/language-switch.ts';
import { brand, doors } from '../parts/mark.ts';
import { type NewPasswordField } from '../parts/new-password-field.ts';
import '../parts/new-password-field.ts';
import { nameTab, View } from '../parts/view.ts';
import { go } from '../router.ts';
import { forgetPending, justChose, pendingPassword, type PendingPassword } from '../session/pending.ts';
import { leaveFor, signedIn } from '../session/session.ts';

/** The first sign-in: the temporary password gives way to one that only the person knows. */
class NewPassword extends View {
  private pending: PendingPassword = pendingPassword() ?? { login: '', challenge: '', minimumLength: 15 };
  private errors = new Map<string, string>();
  private refused: Refused | undefined;
  private busy = false;

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    const field = this.one<NewPasswordField>('portero-new-password-field')!;
    const newPassword = field.value;
    field.cover();
    this.refused = undefined;
    this.errors = new Map();
    const fault = field.fault();
    if (fault) {
      this.errors.set('new-password', fault);
      await this.showErrors();
      return;
    }

    this.busy = true;
    this.requestUpdate();
    void import('../inside.ts').catch(() => {});
    try {
      const { login, challenge } = this.pending;
      const signIn = await answer(api.POST('/api/session/challenge', { body: { login, challenge, newPassword } }));
      justChose();
      await signedIn(signIn);
      forgetPending();
    } catch (thrown) {
      this.busy = false;
      const refused = refusal(thrown);
      if (refused.code === 'session-ended') {
        forgetPending();
        leaveFor('challenge-ended');
        go('/entrar', { replace: true });
        return;
      }
      const code = refused.fields.get('newPassword');
      if (code) {
        this.errors.set('new-password', t.fields[code]);
      } else {
        this.refused = refused;
      }
      await this.showErrors();
    }
  }

  private async showErrors(): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
    focusSummary(this);
  }

  protected override updated(): void {
    nameTab(t.newPassword.title, this.errors.size > 0 || this.refused !== undefined);
  }

  protected override firstUpdated(): void {
    this.one<HTMLElement>('h1')!.focus();
  }

  protected override render() {
    return html`<div class="door">
      <aside>${brand()}${doors}<div class="stack"><p class="motto">${t.signIn.motto}</p></div></aside>
      <main>
        <form class="stack" novalidate aria-labelledby="title" @submit=${this.submit}>
          ${brand()}
          <h1 id="title" tabindex="-1">${t.newPassword.title}</h1>
          <p class="muted">${t.newPassword.lead}</p>
          ${summary(this.errors)}${refusedAlert(this.refused)}
          <input class="aside" name="username" autocomplete="username" .value=${this.pending.login} readonly tabindex="-1" aria-hidden="true" />
          <portero-new-password-field
            .minimum=${this.pending.minimumLength}
            .personal=${[this.pending.login]}
            .error=${this.errors.get('new-password')}
          ></portero-new-password-field>
          <button class="btn main wide" aria-disabled=${this.busy ? 'true' : nothing}>
            ${this.busy ? t.newPassword.submitting : t.newPassword.submit}
          </button>
          <p class="small muted">${t.newPassword.timeLeft}</p>
          <p class="small">${languageSwitch()}</p>
        </form>
      </main>
    </div>`;
  }
}

customElements.define('portero-new-password', NewPassword);
