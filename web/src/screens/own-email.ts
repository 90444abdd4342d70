import { html, nothing } from 'lit';
import { answer, api } from '../api/client.ts';
import { refusal, Refused } from '../api/refused.ts';
import type { MyAccess } from '../api/shapes.ts';
import { say } from '../flash.ts';
import { language } from '../messages/messages.ts';
import { t } from '../messages/inside.ts';
import { focusSummary, refusedAlert, summary } from '../parts/alerts.ts';
import { textField } from '../parts/field.ts';
import { MAIL_CODE, mailCodeFault, mailCodeField } from '../parts/mail-code.ts';
import { type PasswordField } from '../parts/password-field.ts';
import '../parts/password-field.ts';
import { nameTab, View } from '../parts/view.ts';
import { address, go } from '../router.ts';
import { emailBecame } from '../session/session.ts';
import { codeIn } from '../text/mail-code.ts';
import { isEmail } from '../text/person-form.ts';

/** Registrar su correo: an address and one's own password, then the code that was sent there. */
class OwnEmail extends View {
  static override properties = { me: { attribute: false }, ie: {} };

  declare me: MyAccess;
  declare ie: string | undefined;

  /** Somebody asked to start again though a code is on its way. */
  private anew = false;
  private errors = new Map<string, string>();
  private refused: Refused | undefined;
  private busy = false;

  private get awaited(): string | undefined {
    return this.anew ? undefined : this.me.pendingEmail;
  }

  private get mine() {
    const { email, emailStanding } = this.me;
    return { ...(email ? { email } : {}), ...(emailStanding ? { emailStanding } : {}) };
  }

  private async register(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    const password = this.one<PasswordField>('portero-password')!;
    const body = { email: this.one<HTMLInputElement>('#email')!.value.trim(), password: password.input.value };
    password.visible = false;
    this.clear();
    if (!isEmail(body.email)) {
      this.errors.set('email', body.email ? t.register.problems.email : t.email.addressMissing);
    }
    if (!body.password) {
      this.errors.set('password', t.signIn.passwordMissing);
    }
    await this.send(async () => {
      const { email } = await answer(api.PUT('/api/me/email', { params: { header: { 'Accept-Language': language } }, body }));
      this.anew = false;
      emailBecame({ ...this.mine, pendingEmail: email });
    });
  }

  private async confirm(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    const typed = this.one<HTMLInputElement>(`#${MAIL_CODE}`)!.value;
    this.clear();
    const fault = mailCodeFault(typed);
    if (fault) {
      this.errors.set(MAIL_CODE, fault);
    }
    await this.send(async () => {
      const became = await answer(
        api.POST('/api/me/email/confirmation', { params: { header: { 'Accept-Language': language } }, body: { code: codeIn(typed)! } }),
      );
      emailBecame(became);
      say(t.email.done(became.email), '/mi-acceso');
      go(address('/mi-acceso', { ie: this.ie }), { replace: true });
    });
  }

  private clear(): void {
    this.errors = new Map();
    this.refused = undefined;
  }

  /** Sends unless something has to be corrected; then moves the focus to what comes next. */
  private async send(call: () => Promise<void>): Promise<void> {
    const before = this.awaited;
    if (this.errors.size === 0) {
      this.busy = true;
      this.requestUpdate();
      try {
        await call();
      } catch (thrown) {
        this.understand(refusal(thrown));
      }
      this.busy = false;
    }
    this.requestUpdate();
    await this.updateComplete;
    focusSummary(this);
    if (this.awaited !== before) {
      this.one<HTMLElement>('h1')?.focus();
    }
  }

  private understand(refused: Refused): void {
    switch (refused.code) {
      case 'wrong-credentials':
        this.errors.set('password', t.email.passwordWrong);
        break;
      case 'email-undeliverable':
        this.errors.set('email', refused.words);
        break;
      case 'code-failed':
        this.errors.set(MAIL_CODE, refused.words);
        break;
      default:
        if (refused.fields.has('email')) {
          this.errors.set('email', t.register.problems.email);
        } else {
          this.refused = refused;
        }
    }
  }

  private async startAnew(): Promise<void> {
    this.anew = true;
    this.clear();
    this.requestUpdate();
    await this.updateComplete;
    this.one<HTMLElement>('h1')?.focus();
  }

  private get heading(): string {
    return this.awaited ? t.email.codeTitle : t.email.formTitle;
  }

  protected override updated(): void {
    nameTab(this.heading, this.errors.size > 0 || this.refused !== undefined);
  }

  protected override render() {
    const { awaited } = this;
    return html`<div class="narrow">
      <div class="head">
        <div><h1 tabindex="-1">${this.heading}</h1><p class="muted">${awaited ? t.email.codeLead(awaited) : t.email.formLead}</p></div>
      </div>
      ${awaited ? this.codeForm() : this.addressForm()}
    </div>`;
  }

  private addressForm() {
    const { me } = this;
    return html`<form class="panel stack" novalidate @submit=${this.register}>
      ${summary(this.errors)}${refusedAlert(this.refused)}
      ${textField(
        { id: 'email', label: t.email.address, error: this.errors.get('email') },
        {
          name: 'email',
          value: me.pendingEmail ?? (me.emailStanding === 'verified' ? '' : (me.email ?? '')),
          type: 'email',
          autocomplete: 'email',
          inputmode: 'email',
          maxlength: 254,
          capitals: 'none',
        },
      )}
      <input class="aside" name="username" autocomplete="username" .value=${me.login} readonly tabindex="-1" aria-hidden="true" />
      <portero-password
        name="password"
        autocomplete="current-password"
        .text=${{ id: 'password', label: t.email.password, hint: t.email.passwordHint, error: this.errors.get('password') }}
      ></portero-password>
      <div class="row">
        <button class="btn main" aria-disabled=${this.busy ? 'true' : nothing}>${this.busy ? t.email.submitting : t.email.submit}</button>
        ${this.cancel()}
      </div>
    </form>`;
  }

  private codeForm() {
    return html`<form class="panel stack" novalidate @submit=${this.confirm}>
      ${summary(this.errors)}${refusedAlert(this.refused)}${mailCodeField(this.errors.get(MAIL_CODE))}
      <p class="small muted">${t.mailCode.spam}</p>
      <div class="row">
        <button class="btn main" aria-disabled=${this.busy ? 'true' : nothing}>${this.busy ? t.email.confirming : t.email.confirm}</button>
        ${this.cancel()}
      </div>
      <p class="small"><button type="button" class="link" @click=${() => void this.startAnew()}>${t.email.otherAddress}</button></p>
    </form>`;
  }

  private cancel() {
    return html`<a class="btn quiet" href=${address('/mi-acceso', { ie: this.ie })}>${t.common.cancel}</a>`;
  }
}

customElements.define('portero-own-email', OwnEmail);
