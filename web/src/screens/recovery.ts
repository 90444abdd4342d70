import { html, nothing, type PropertyValues } from 'lit';
import { answer, api } from '../api/client.ts';
import { refusal, Refused } from '../api/refused.ts';
import { serverNow } from '../api/server-clock.ts';
import { language } from '../messages/messages.ts';
import { t } from '../messages/recovery.ts';
import { focusSummary, refusedAlert, summary } from '../parts/alerts.ts';
import '../parts/countdown.ts';
import { textField } from '../parts/field.ts';
import { languageSwitch } from '../parts/language-switch.ts';
import { MAIL_CODE, mailCodeFault, mailCodeField } from '../parts/mail-code.ts';
import { brand, doors } from '../parts/mark.ts';
import { type NewPasswordField } from '../parts/new-password-field.ts';
import '../parts/new-password-field.ts';
import { type Verification } from '../parts/verification.ts';
import '../parts/verification.ts';
import { nameTab, View } from '../parts/view.ts';
import { go } from '../router.ts';
import { carriedLogin, carryLogin, forget, loginOf, recoveryIn, remember } from '../session/recovery.ts';
import { current, sessionEnded } from '../session/session.ts';
import { codeIn } from '../text/mail-code.ts';

/** The least that any installation asks for; where it asks for more, its answer says so. */
const MINIMUM = 15;
const BETWEEN_CODES = 60_000;

/** Recuperar la contraseña: a code by mail for a password of one's own. Says the same whoever asks. */
class RecoveryScreen extends View {
  static override properties = { path: {} };

  declare path: string;

  /** The request that the page asked for or the mail's link names; undefined: still to be asked for. */
  private recovery: string | undefined;
  /** Known where this tab asked; the link in a mail does not say it. */
  private login: string | undefined;
  private nextCode: Date | undefined;
  private resent = false;
  private done = false;
  private errors = new Map<string, string>();
  private refused: Refused | undefined;
  /** The connection was lost after the code was sent: what became of it is unknown. */
  private cut = false;
  private busy: 'asking' | 'changing' | undefined;
  private step = '';

  protected override willUpdate(changed: PropertyValues): void {
    const named = recoveryIn(this.path);
    if (changed.has('path') && (!this.hasUpdated || named !== this.recovery)) {
      this.recovery = named;
      this.login = named ? loginOf(named) : undefined;
      this.nextCode = this.login ? new Date(serverNow().getTime() + BETWEEN_CODES) : undefined;
      this.resent = false;
      this.done = false;
      this.clear();
    }
  }

  private clear(): void {
    this.errors = new Map();
    this.refused = undefined;
    this.cut = false;
  }

  private typedLogin(): string {
    return this.login ?? this.one<HTMLInputElement>('#login')!.value.replace(/\s/g, '');
  }

  private async ask(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    const verification = this.one<Verification>('portero-verification')!;
    const login = this.typedLogin();
    const again = this.recovery !== undefined;
    this.clear();
    if (!login) {
      this.errors.set('login', t.signIn.loginMissing);
    }
    if (verification.lacksCode) {
      this.errors.set('code', t.proof.codeMissing);
    }
    if (this.errors.size > 0) {
      await this.showErrors();
      return;
    }
    this.busy = 'asking';
    this.requestUpdate();
    try {
      const captcha = await verification.take();
      const { recovery } = await answer(
        api.POST('/api/recovery', { params: { header: { 'Accept-Language': language } }, body: { login, captcha } }),
      );
      carryLogin(login);
      remember({ id: recovery, login });
      this.recovery = recovery;
      this.login = login;
      this.nextCode = new Date(serverNow().getTime() + BETWEEN_CODES);
      this.resent = again;
      this.busy = undefined;
      if (again) {
        const code = this.one<HTMLInputElement>(`#${MAIL_CODE}`)!;
        code.value = '';
        code.focus();
      }
      // The address names the request as the link in the mail does; Back leads to the door, not to a form that was sent.
      go(`/recuperar/${recovery}`, { replace: true, quiet: again });
      this.requestUpdate();
    } catch (thrown) {
      this.refused = refusal(thrown);
      this.busy = undefined;
      verification.renew();
      await this.showErrors();
    }
  }

  private async change(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { recovery } = this;
    if (this.busy || !recovery) {
      return;
    }
    const login = this.typedLogin();
    const typed = this.one<HTMLInputElement>(`#${MAIL_CODE}`)!.value;
    const chosen = this.one<NewPasswordField>('portero-new-password-field')!;
    const newPassword = chosen.value;
    chosen.cover();
    this.clear();
    if (!login) {
      this.errors.set('login', t.signIn.loginMissing);
    }
    const codeFault = mailCodeFault(typed);
    if (codeFault) {
      this.errors.set(MAIL_CODE, codeFault);
    }
    const passwordFault = chosen.fault();
    if (passwordFault) {
      this.errors.set('new-password', passwordFault);
    }
    if (this.errors.size > 0) {
      await this.showErrors();
      return;
    }
    this.busy = 'changing';
    this.requestUpdate();
    try {
      await answer(
        api.POST('/api/recovery/confirmation', {
          params: { header: { 'Accept-Language': language } },
          body: { recovery, login, code: codeIn(typed)!, newPassword },
        }),
      );
      this.busy = undefined;
      this.finish(login);
    } catch (thrown) {
      this.busy = undefined;
      this.understand(refusal(thrown));
      await this.showErrors();
    }
  }

  private understand(refused: Refused): void {
    const code = refused.fields.get('newPassword');
    if (refused.code === 'code-failed') {
      this.errors.set(MAIL_CODE, refused.words);
    } else if (code) {
      this.errors.set('new-password', t.fields[code]);
    } else {
      this.refused = refused;
      this.cut = refused.code === 'unreachable';
    }
  }

  private finish(login: string): void {
    forget();
    carryLogin(login);
    this.done = true;
    const session = current();
    if (session.state === 'in' && session.me.login === login) {
      sessionEnded();
    }
    this.requestUpdate();
  }

  private otherUser(): void {
    forget();
    carryLogin('');
    go('/recuperar', { replace: true });
  }

  private async showErrors(): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
    focusSummary(this);
  }

  private get heading(): string {
    const words = t.recovery;
    return this.done ? words.doneTitle : this.login && this.recovery ? words.checkTitle : this.recovery ? words.linkTitle : words.title;
  }

  protected override updated(): void {
    nameTab(this.heading, this.errors.size > 0 || this.refused !== undefined);
    const step = this.done ? 'done' : this.recovery ? 'code' : 'ask';
    if (step !== this.step) {
      this.step = step;
      this.one<HTMLElement>('h1')!.focus();
    }
  }

  protected override render() {
    return html`<div class="door">
      <aside>${brand()}${doors}<div class="stack"><p class="motto">${t.signIn.motto}</p></div></aside>
      <main>
        <div class="stack">
          ${brand()}
          <h1 id="title" tabindex="-1">${this.heading}</h1>
          ${this.done ? this.farewell() : this.recovery ? this.codeForm() : this.askForm()}
          <p class="small">${languageSwitch()}</p>
        </div>
      </main>
    </div>`;
  }

  private loginField() {
    return textField(
      { id: 'login', label: t.signIn.login, hint: t.signIn.loginHint, error: this.errors.get('login') },
      { name: 'username', value: carriedLogin(), autocomplete: 'username', capitals: 'characters', maxlength: 32 },
    );
  }

  private askForm() {
    const words = t.recovery;
    return html`<p class="muted">${words.lead}</p>
      ${summary(this.errors)}${refusedAlert(this.refused)}
      <form class="stack" novalidate aria-labelledby="title" @submit=${this.ask}>
        ${this.loginField()}
        <portero-verification action="recover-password" .error=${this.errors.get('code')}></portero-verification>
        <button class="btn main wide" aria-disabled=${this.busy ? 'true' : nothing}>${this.busy ? words.submitting : words.submit}</button>
      </form>
      <p class="small"><a href="/entrar">${words.back}</a></p>
      ${this.withoutMail()}`;
  }

  private withoutMail() {
    return html`<div class="note small"><p><b>${t.recovery.noMail}</b></p><p>${t.recovery.noMailWhat}</p></div>`;
  }

  private codeForm() {
    const words = t.recovery;
    const { login } = this;
    return html`<p role="status">${login ? (this.resent ? words.resent : words.sent) : words.linkLead}</p>
      ${login
        ? html`<p class="small muted">
            <span class="num">${words.forUser(login)}</span> · <button type="button" class="link" @click=${this.otherUser}>${words.otherUser}</button><br />${t.mailCode.spam}
          </p>`
        : nothing}
      ${summary(this.errors)}${refusedAlert(this.refused, this.cut ? words.cut : undefined)}
      <form class="stack" novalidate aria-labelledby="title" @submit=${this.change}>
        ${login
          ? html`<input class="aside" name="username" autocomplete="username" .value=${login} readonly tabindex="-1" aria-hidden="true" />`
          : this.loginField()}
        ${mailCodeField(this.errors.get(MAIL_CODE))}
        <portero-new-password-field
          .minimum=${MINIMUM}
          .personal=${login ? [login] : []}
          .error=${this.errors.get('new-password')}
        ></portero-new-password-field>
        <button class="btn main wide" aria-disabled=${this.busy ? 'true' : nothing}>${this.busy === 'changing' ? words.changing : words.change}</button>
      </form>
      ${login ? this.again() : html`<p class="small"><a href="/recuperar">${t.mailCode.again}</a></p>`}
      ${this.withoutMail()}`;
  }

  /** Another code takes another verification, which starts only once it may be asked for. */
  private again() {
    const ready = () => {
      this.nextCode = undefined;
      this.requestUpdate();
    };
    return html`<section class="stack again" aria-labelledby="again">
      <h2 id="again">${t.recovery.notArrived}</h2>
      ${this.nextCode
        ? html`<p class="small muted"><portero-countdown .until=${this.nextCode} .words=${t.mailCode.againIn} @over=${ready}></portero-countdown></p>`
        : html`<form class="stack" novalidate aria-labelledby="again" @submit=${this.ask}>
            <portero-verification action="recover-password" .error=${this.errors.get('code')}></portero-verification>
            <button class="btn wide" aria-disabled=${this.busy ? 'true' : nothing}>
              ${this.busy === 'asking' ? t.recovery.submitting : t.mailCode.again}
            </button>
          </form>`}
    </section>`;
  }

  private farewell() {
    return html`<p role="status">${t.recovery.doneWhat}</p>
      <a class="btn main wide" href="/entrar">${t.recovery.signIn}</a>`;
  }
}

customElements.define('portero-recovery', RecoveryScreen);
