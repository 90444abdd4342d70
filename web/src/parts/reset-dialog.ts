import { html, nothing } from 'lit';
import { answer, api } from '../api/client.ts';
import { refusal, Refused } from '../api/refused.ts';
import type { ResetReason, User } from '../api/shapes.ts';
import { t } from '../messages/inside.ts';
import { learnt } from '../places.ts';
import { GAVE_UP, insist } from '../session/insist.ts';
import { beginReset, finishReset, unfinishedReset } from '../session/unfinished.ts';
import { resetAction } from '../text/people.ts';
import { focusSummary, refusedAlert, summary } from './alerts.ts';
import { delayed } from './delayed.ts';
import { open } from './dialog.ts';
import { documentSeen, resetEffects } from './document-seen.ts';
import { refusedWithHelp } from './help-link.ts';
import { View } from './view.ts';

/** What the dialog asks: by mail first where that works, the reset itself, or to end one whose answer was lost. */
type Step = 'mail' | 'reset' | 'unfinished';

const REASONS: ResetReason[] = ['mailbox-lost', 'mail-does-not-arrive', 'cannot-wait', 'never-received'];

/**
 * Restablecer contraseña, or have it recovered by mail. Says `changed` with the words for the list, `stale` with the person's id
 * where the list is out of date, and `unfinished` when an answer was given up.
 */
export class ResetDialog extends View {
  static override properties = { ie: {} };

  declare ie: string;

  private user: User | undefined;
  private step: Step = 'reset';
  private reason: ResetReason | undefined;
  private seen = false;
  private errors = new Map<string, string>();
  private refused: Refused | undefined;
  private changedMeanwhile = false;
  private busy: 'mailing' | 'resetting' | 'refreshing' | undefined;
  private delay: Refused | undefined;
  private abandon = new AbortController();

  show(user: User): void {
    this.user = user;
    this.reason = undefined;
    this.seen = false;
    this.changedMeanwhile = false;
    this.clear();
    this.move(unfinishedReset(this.ie, user.person) ? 'unfinished' : resetAction(user) === 'by-mail' ? 'mail' : 'reset');
    void this.updateComplete.then(() => open(this.one('dialog')));
  }

  /** Takes the person as the list has them now; nobody when they are no longer on it. */
  renew(user: User | undefined): void {
    if (this.busy !== 'refreshing') {
      return;
    }
    this.busy = undefined;
    if (user && resetAction(user) !== 'none') {
      this.user = user;
      this.requestUpdate();
    } else {
      this.close();
    }
  }

  private close(): void {
    this.one<HTMLDialogElement>('dialog')?.close();
  }

  private clear(): void {
    this.errors = new Map();
    this.refused = undefined;
  }

  private move(step: Step): void {
    this.step = step;
    this.requestUpdate();
    void this.updateComplete.then(() => this.one<HTMLElement>('h2')?.focus());
  }

  private async sendMail(): Promise<void> {
    const { user } = this;
    if (this.busy || !user) {
      return;
    }
    this.clear();
    this.busy = 'mailing';
    this.requestUpdate();
    try {
      await answer(
        api.POST('/api/institutions/{institution}/users/{person}/recovery-mail', {
          params: { path: { institution: this.ie, person: user.person } },
        }),
      );
      this.busy = undefined;
      this.close();
      this.finished(t.reset.mailSent(user.fullName));
    } catch (thrown) {
      this.busy = undefined;
      this.refused = refusal(thrown);
      if (this.refused.code === 'no-verified-email') {
        this.step = 'reset';
        this.refreshList(user);
      }
      await this.showErrors();
    }
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { user } = this;
    if (this.busy || !user) {
      return;
    }
    this.clear();
    if (this.step === 'reset') {
      if (user.reset === 'by-email' && !this.reason) {
        this.errors.set('reasons', t.reset.reasonMissing);
      }
      if (!this.seen) {
        this.errors.set('seen', t.reset.seenMissing);
      }
    }
    if (this.errors.size > 0) {
      await this.showErrors();
      return;
    }
    await this.reset(user);
  }

  private async reset(user: User): Promise<void> {
    const { ie } = this;
    this.busy = 'resetting';
    this.changedMeanwhile = false;
    this.requestUpdate();
    try {
      // Both are here before the password is: once it exists, nothing may be missing to show it.
      const { showCredentials } = await import('./key-card.ts').catch(() => {
        throw Refused.unreachable();
      });
      const { key, body } = beginReset(ie, user.person, {
        documentSeen: true,
        passwordVersion: user.passwordVersion,
        ...(user.reset === 'by-email' && this.reason ? { reason: this.reason } : {}),
      });
      this.abandon = new AbortController();
      const { credentials } = await insist(
        () =>
          answer(
            api.POST('/api/institutions/{institution}/users/{person}/password', {
              params: { path: { institution: ie, person: user.person }, header: { 'Idempotency-Key': key } },
              body,
            }),
          ),
        this.abandon,
        (why) => {
          this.delay = why;
          this.requestUpdate();
        },
      );
      finishReset(ie, user.person);
      this.rest();
      this.close();
      await showCredentials(credentials, {
        fullName: user.fullName,
        givenNames: user.fullName,
        institution: learnt(ie),
        title: t.reset.cardTitle,
      });
      this.finished(t.reset.done(user.fullName));
    } catch (thrown) {
      this.rest();
      await this.understand(thrown, user);
    }
  }

  private rest(): void {
    this.busy = undefined;
    this.delay = undefined;
    this.requestUpdate();
  }

  private finished(what: string): void {
    if (this.isConnected) {
      this.dispatchEvent(new CustomEvent('changed', { detail: what }));
    }
  }

  private async understand(thrown: unknown, user: User): Promise<void> {
    if (thrown === GAVE_UP) {
      this.step = 'unfinished';
      this.dispatchEvent(new CustomEvent('unfinished'));
      await this.showErrors();
      return;
    }
    this.refused = refusal(thrown);
    this.step = 'reset';
    // Refused is done with: what comes next has a key of its own. After a fault nobody knows: the same key finishes it.
    if (this.refused.code !== 'internal' && this.refused.code !== 'unknown') {
      finishReset(this.ie, user.person);
    }
    switch (this.refused.code) {
      case 'changed-meanwhile':
        this.changedMeanwhile = true;
        this.refreshList(user);
        break;
      case 'recoverable-by-email':
        this.user = { ...user, reset: 'by-email' };
        break;
      default:
        break;
    }
    await this.showErrors();
  }

  private refreshList(user: User): void {
    this.busy = 'refreshing';
    this.dispatchEvent(new CustomEvent('stale', { detail: user.person }));
  }

  private async showErrors(): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
    focusSummary(this);
  }

  /** While a password may be on its way, only its buttons close the dialog. */
  private hold(event: Event): void {
    if (this.busy === 'resetting') {
      event.preventDefault();
    }
  }

  private heading(user: User): string {
    switch (this.step) {
      case 'mail':
        return t.reset.mailTitle(user.fullName);
      case 'unfinished':
        return t.reset.unfinishedTitle(user.fullName);
      case 'reset':
        return resetAction(user) === 'reissue' ? t.reset.reissueTitle(user.fullName) : t.reset.title(user.fullName);
    }
  }

  protected override render() {
    const { user } = this;
    return html`<dialog
      class="reset"
      aria-labelledby="reset-title"
      closedby=${this.busy === 'resetting' ? 'none' : nothing}
      @cancel=${this.hold}
    >
      ${user
        ? html`<form novalidate class="stack" @submit=${this.submit}>
            <h2 id="reset-title" tabindex="-1" autofocus>${this.heading(user)}</h2>
            <p class="muted num">${t.reset.user(user.login)}</p>
            ${this.step === 'mail' ? this.byMail() : this.step === 'unfinished' ? this.unfinished() : this.form(user)}
          </form>`
        : nothing}
    </dialog>`;
  }

  private byMail() {
    const mailing = this.busy === 'mailing';
    return html`<p>${t.reset.byMail}</p>
      ${refusedWithHelp(this.refused, undefined, this.user)}
      <div class="row">
        <button type="button" class="btn main" aria-disabled=${mailing ? 'true' : nothing} @click=${() => void this.sendMail()}>
          ${mailing ? t.reset.sendingMail : t.reset.sendMail}
        </button>
        <button
          type="button"
          class="btn"
          @click=${() => {
            this.clear();
            this.move('reset');
          }}
        >
          ${t.reset.anyway}
        </button>
        ${this.cancel()}
      </div>`;
  }

  private unfinished() {
    return html`<div class="alert warn" role="alert" tabindex="-1" data-summary><p>${t.reset.unfinished}</p></div>
      ${this.progress()}
      <div class="row">${this.submitButton(t.reset.finish)}${this.delay ? this.giveUp() : this.cancel()}</div>`;
  }

  private form(user: User) {
    const error = this.errors.get('seen');
    return html`${summary(this.errors)}${this.changedMeanwhile ? refusedAlert(this.refused, t.reset.changed) : refusedWithHelp(this.refused, undefined, user)}
      <div>
        ${resetEffects()}
      </div>
      <fieldset class="plain" ?disabled=${this.busy === 'resetting'}>
        ${user.reset === 'by-email' ? this.reasons() : nothing}
        ${documentSeen('seen', user.fullName, this.seen, error, (seen) => {
          this.seen = seen;
        })}
      </fieldset>
      ${this.progress()}
      <div class="row">
        ${this.submitButton(this.changedMeanwhile ? t.reset.again : resetAction(user) === 'reissue' ? t.users.reissue : t.reset.submit)}
        ${this.delay ? this.giveUp() : this.cancel()}
      </div>`;
  }

  private reasons() {
    const error = this.errors.get('reasons');
    return html`<fieldset class="field ${error ? 'wrong' : ''}" id="reasons" tabindex="-1" aria-describedby=${error ? 'reasons-error' : nothing}>
      <legend>${t.reset.reason}</legend>
      ${error ? html`<span class="error" id="reasons-error"><span class="aside">${t.error}: </span>${error}</span>` : nothing}
      <div class="choices">
        ${REASONS.map(
          (reason) => html`<label class="choice">
            <input
              type="radio"
              name="reason"
              value=${reason}
              .checked=${reason === this.reason}
              @change=${() => {
                this.reason = reason;
              }}
            />
            <span>${t.reset.reasons[reason]}</span>
          </label>`,
        )}
      </div>
    </fieldset>`;
  }

  private progress() {
    return html`<div role="status">${this.delay ? delayed(this.delay) : nothing}</div>`;
  }

  private submitButton(text: string) {
    return html`<button class="btn main" aria-disabled=${this.busy ? 'true' : nothing}>${this.busy === 'resetting' ? t.reset.submitting : text}</button>`;
  }

  private giveUp() {
    return html`<button type="button" class="btn quiet" @click=${() => this.abandon.abort()}>${t.add.giveUp}</button>`;
  }

  private cancel() {
    return html`<button type="button" class="btn quiet" aria-disabled=${this.busy === 'resetting' ? 'true' : nothing} @click=${this.leave}>${t.common.cancel}</button>`;
  }

  private leave(): void {
    if (this.busy !== 'resetting') {
      this.close();
    }
  }
}

customElements.define('portero-reset-dialog', ResetDialog);
