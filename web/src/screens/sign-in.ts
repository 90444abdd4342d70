import { html, nothing } from 'lit';
import { answer, api } from '../api/client.ts';
import { refusal, Refused } from '../api/refused.ts';
import { t } from '../messages/messages.ts';
import { focusSummary, refusedAlert, summary } from '../parts/alerts.ts';
import '../parts/countdown.ts';
import { textField } from '../parts/field.ts';
import { languageSwitch } from '../parts/language-switch.ts';
import { brand, doors } from '../parts/mark.ts';
import { type PasswordField } from '../parts/password-field.ts';
import '../parts/password-field.ts';
import { nameTab, View } from '../parts/view.ts';
import { type Verification } from '../parts/verification.ts';
import '../parts/verification.ts';
import { go } from '../router.ts';
import { carriedLogin, carryLogin } from '../session/recovery.ts';
import { awaitPassword, forgetPending } from '../session/pending.ts';
import { type Farewell, signedIn } from '../session/session.ts';
import { IDLE_MINUTES } from '../session/trace.ts';

/** Nobody watches seconds for longer than an hour. */
const LONGEST_COUNTDOWN = 3_600;

/** Ingresar: user, password and a verification that runs by itself. */
class SignIn extends View {
  static override properties = { why: { attribute: false }, help: { attribute: false } };

  declare why: Farewell | undefined;
  /** Whether what lies behind the door is wanted for its help desk. */
  declare help: boolean;

  private errors = new Map<string, string>();
  private refused: Refused | undefined;
  private waited = false;
  private readonly login = carriedLogin();
  private busy = false;

  override connectedCallback(): void {
    super.connectedCallback();
    forgetPending();
  }

  private get verification(): Verification {
    return this.one<Verification>('portero-verification')!;
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    const login = this.one<HTMLInputElement>('#login')!.value.replace(/\s/g, '');
    const passwordField = this.one<PasswordField>('portero-password')!;
    const password = passwordField.input.value;
    passwordField.visible = false;

    this.refused = undefined;
    this.waited = false;
    this.errors = new Map();
    if (!login) {
      this.errors.set('login', t.signIn.loginMissing);
    }
    if (!password) {
      this.errors.set('password', t.signIn.passwordMissing);
    }
    if (this.verification.lacksCode) {
      this.errors.set('code', t.proof.codeMissing);
    }
    if (this.errors.size > 0) {
      await this.showErrors();
      return;
    }

    this.busy = true;
    this.requestUpdate();
    // Whoever signs in needs what lies behind the door: fetch it while the server thinks.
    void import('../inside.ts').catch(() => {});
    try {
      const captcha = await this.verification.take();
      const signIn = await answer(api.POST('/api/session', { body: { login, password, captcha } }));
      passwordField.input.value = '';
      carryLogin('');
      if (signIn.outcome === 'signed-in') {
        await signedIn(signIn);
      } else {
        awaitPassword(login, signIn);
        go(`/nueva-contrasena${location.search}`, { replace: true });
      }
    } catch (thrown) {
      this.refused = refusal(thrown);
      this.busy = false;
      this.verification.renew();
      await this.showErrors();
    }
  }

  private async showErrors(): Promise<void> {
    this.why = undefined;
    this.requestUpdate();
    await this.updateComplete;
    focusSummary(this);
  }

  private farewell(): string | undefined {
    switch (this.why) {
      case undefined:
        return undefined;
      case 'ended':
        return t.signIn.ended;
      case 'idle':
        return t.signIn.idle(IDLE_MINUTES);
      case 'signed-out':
        return t.signIn.signedOut;
      case 'signed-out-offline':
        return t.signIn.signedOutOffline;
      case 'challenge-ended':
        return t.signIn.challengeEnded;
    }
  }

  /** Takes what was typed along, so that nobody types a document number twice. */
  private carry(): void {
    carryLogin(this.one<HTMLInputElement>('#login')!.value.trim());
  }

  private refusal() {
    const { refused } = this;
    if (!refused) {
      return nothing;
    }
    const lost = refused.code === 'wrong-credentials' || refused.code === 'temporary-password-expired' || refused.code === 'too-many-attempts';
    const over = () => {
      this.waited = true;
      this.requestUpdate();
    };
    return html`${refusedAlert(
        refused,
        refused.words,
        lost ? html`<p><a href="/recuperar" @click=${this.carry}>${t.signIn.recover}</a></p>` : nothing,
      )}
      ${refused.code === 'too-many-attempts' && refused.until && (refused.retryAfterSeconds ?? 0) <= LONGEST_COUNTDOWN
        ? html`<p class="small muted">
            ${this.waited ? nothing : html`<portero-countdown .until=${refused.until} .words=${t.signIn.left} @over=${over}></portero-countdown>`}
            <span role="status">${this.waited ? t.signIn.now : ''}</span>
          </p>`
        : nothing}`;
  }

  protected override updated(): void {
    nameTab(t.signIn.title, this.errors.size > 0 || this.refused !== undefined);
  }

  protected override render() {
    const farewell = this.farewell();
    return html`<div class="door">
      <aside>${brand()}${doors}<div class="stack"><p class="motto">${t.signIn.motto}</p><p>${t.signIn.mottoMore}</p></div></aside>
      <main>
        <form class="stack" novalidate aria-labelledby="title" @submit=${this.submit}>
          ${brand()}
          <h1 id="title" tabindex="-1">${t.signIn.title}</h1>
          <div role="status">${farewell ? html`<p class="note">${farewell}</p>` : this.help ? html`<p class="note">${t.signIn.forHelp}</p>` : nothing}</div>
          ${summary(this.errors)}${this.refusal()}
          ${textField(
            { id: 'login', label: t.signIn.login, hint: t.signIn.loginHint, error: this.errors.get('login') },
            { name: 'username', value: this.login, autocomplete: 'username', capitals: 'characters', maxlength: 32 },
          )}
          <portero-password
            name="password"
            autocomplete="current-password"
            .text=${{ id: 'password', label: t.signIn.password, error: this.errors.get('password') }}
          ></portero-password>
          <portero-verification action="sign-in" .error=${this.errors.get('code')}></portero-verification>
          <button class="btn main wide" aria-disabled=${this.busy ? 'true' : nothing}>${this.busy ? t.signIn.submitting : t.signIn.submit}</button>
          <p class="small row"><a href="/recuperar" @click=${this.carry}>${t.signIn.forgot}</a> ${this.help ? nothing : html`<a href="/entrar?para=ayuda">${t.signIn.help}</a>`}</p>
          <p class="small">${languageSwitch()}</p>
        </form>
      </main>
    </div>`;
  }
}

customElements.define('portero-sign-in', SignIn);
