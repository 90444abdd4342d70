import { html, nothing, type PropertyValues } from 'lit';
import { answer, api } from '../api/client.ts';
import { refusal, Refused } from '../api/refused.ts';
import type { CaptchaAction, CaptchaAnswer, VisibleCode } from '../api/shapes.ts';
import { t } from '../messages/messages.ts';
import { solve } from '../session/proof.ts';
import { textField } from './field.ts';
import { View } from './view.ts';

type Proof =
  | { state: 'waiting' | 'working' | 'failed' }
  | { state: 'ready'; captcha: CaptchaAnswer; until: number };

/** A little less than the server's five minutes, so that an answer is still good when it arrives. */
const MARGIN = 15_000;

/** The verification: proof of work that the page does by itself, or a code to see or hear. */
export class Verification extends View {
  static override properties = { action: {}, error: { attribute: false } };

  declare action: CaptchaAction;
  declare error: string | undefined;

  private mode: 'proof' | 'code' = 'proof';
  private proof: Proof = { state: 'waiting' };
  private working: Promise<CaptchaAnswer> | undefined;
  private stop = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;

  private code: VisibleCode | undefined;
  private codeRefused: Refused | undefined;
  private sound: HTMLAudioElement | undefined;
  private playing = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.work().catch(() => {});
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.halt();
    this.forgetCode();
  }

  /** Whether the person still has to type the code. */
  get lacksCode(): boolean {
    return this.mode === 'code' && this.typed() === '';
  }

  /** The answer to send along; waits for work that is still going on. */
  take(): Promise<CaptchaAnswer> {
    if (this.mode === 'code') {
      return this.code ? Promise.resolve({ id: this.code.id, answer: this.typed() }) : Promise.reject(Refused.unreachable());
    }
    if (this.proof.state === 'ready' && this.proof.until > Date.now()) {
      return Promise.resolve(this.proof.captcha);
    }
    return this.work();
  }

  /** Each answer is good for one try: gets the next one ready. */
  renew(): void {
    if (this.mode === 'code') {
      void this.showCode(false);
    } else {
      this.halt();
      void this.work().catch(() => {});
    }
  }

  private typed(): string {
    return this.one<HTMLInputElement>('#code')?.value.replace(/\s/g, '') ?? '';
  }

  private become(proof: Proof): void {
    this.proof = proof;
    this.requestUpdate();
  }

  private halt(): void {
    this.stop.abort();
    clearTimeout(this.timer);
    this.stop = new AbortController();
    this.working = undefined;
    this.proof = { state: 'waiting' };
  }

  private work(): Promise<CaptchaAnswer> {
    this.working ??= this.doWork(this.stop.signal);
    return this.working;
  }

  private async doWork(signal: AbortSignal): Promise<CaptchaAnswer> {
    this.become({ state: 'working' });
    try {
      const issued = await answer(api.POST('/api/captcha', { body: { action: this.action, kind: 'proof-of-work', sound: false } }));
      if (issued.kind !== 'proof-of-work') {
        throw new Error('Another kind of verification came than was asked for');
      }
      const received = Date.now();
      const captcha = await solve(issued, signal);
      if (!signal.aborted) {
        const lasts = Math.min(Math.max(Date.parse(issued.expiresAt) - received, 60_000), 300_000) - MARGIN;
        this.become({ state: 'ready', captcha, until: received + lasts });
        this.timer = setTimeout(() => this.lapse(), received + lasts - Date.now());
      }
      return captcha;
    } catch (thrown) {
      if (!signal.aborted) {
        this.working = undefined;
        this.become({ state: 'failed' });
      }
      throw thrown instanceof Refused ? thrown : Refused.unreachable();
    }
  }

  /** An answer that ran out is made anew when somebody comes back to the form, not all night long. */
  private lapse(): void {
    this.halt();
    this.requestUpdate();
    this.closest('form')?.addEventListener('focusin', () => void this.work().catch(() => {}), { once: true });
  }

  private async useCode(): Promise<void> {
    this.halt();
    this.mode = 'code';
    this.requestUpdate();
    await this.showCode(false);
    this.one<HTMLInputElement>('#code')?.focus();
  }

  private async useProof(): Promise<void> {
    this.mode = 'proof';
    this.forgetCode();
    this.error = undefined;
    this.requestUpdate();
    void this.work().catch(() => {});
    await this.updateComplete;
    this.one<HTMLElement>('.proof button')?.focus();
  }

  private async showCode(withSound: boolean): Promise<void> {
    this.forgetCode();
    const input = this.one<HTMLInputElement>('#code');
    if (input) {
      input.value = '';
    }
    this.requestUpdate();
    try {
      const issued = await answer(api.POST('/api/captcha', { body: { action: this.action, kind: 'visible-code', sound: withSound } }));
      if (this.mode === 'code' && issued.kind === 'visible-code') {
        this.code = issued;
        if (issued.sound) {
          this.sound = new Audio(`data:audio/wav;base64,${issued.sound}`);
        }
      }
    } catch (thrown) {
      this.codeRefused = refusal(thrown);
    }
    this.requestUpdate();
    await this.updateComplete;
  }

  private forgetCode(): void {
    this.sound?.pause();
    this.sound = undefined;
    this.code = undefined;
    this.codeRefused = undefined;
    this.playing = false;
  }

  private async listen(): Promise<void> {
    if (!this.sound) {
      await this.showCode(true);
    }
    this.one<HTMLInputElement>('#code')?.focus();
    if (this.sound) {
      this.sound.currentTime = 0;
      this.playing = true;
      this.requestUpdate();
      // Some browsers want a second press, since fetching took the first one's permission to play: the text says so.
      await this.sound.play().catch(() => {});
    }
  }

  /** The picture is drawn in currentColor: as a mask it takes the colour of the theme. */
  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const picture = this.one<HTMLElement>('.code-picture');
    if (picture) {
      const image = this.code ? `url("data:image/svg+xml,${encodeURIComponent(this.code.picture).replace(/'/g, '%27')}")` : 'none';
      picture.style.setProperty('-webkit-mask-image', image);
      picture.style.setProperty('mask-image', image);
    }
  }

  protected override render() {
    return this.mode === 'proof' ? this.renderProof() : this.renderCode();
  }

  private renderProof() {
    const { state } = this.proof;
    return html`<div class="proof ${state}">
      <span class="sign" aria-hidden="true">${state === 'ready' ? '✓' : state === 'failed' ? '!' : '…'}</span>
      <span role="status">${t.proof[state]}</span>
      ${state === 'failed'
        ? html`<button type="button" class="link" @click=${() => void this.work().catch(() => {})}>${t.proof.retry}</button>`
        : nothing}
      <button type="button" class="link last" @click=${this.useCode}>${t.proof.useCode}</button>
    </div>`;
  }

  private renderCode() {
    return html`<div class="code">
      <div class="code-frame" aria-busy=${this.code || this.codeRefused ? nothing : 'true'}>
        ${this.codeRefused
          ? html`<p class="error" role="alert">${this.codeRefused.words}</p>`
          : this.code
            ? html`<div class="code-picture" role="img" aria-label=${t.proof.picture}></div>`
            : html`<p class="muted small">${t.common.loading}</p>`}
      </div>
      <div class="row">
        <button type="button" class="btn quiet" @click=${() => void this.listen()}>${t.proof.listen}</button>
        <button type="button" class="btn quiet" @click=${() => void this.showCode(false)}>${t.proof.another}</button>
      </div>
      <p class="small muted" role="status">${this.playing ? t.proof.playing : ''}</p>
      ${textField(
        { id: 'code', label: t.proof.code, hint: t.proof.codeHint, error: this.error },
        { name: 'code', capitals: 'characters', maxlength: 16 },
      )}
      <button type="button" class="link small" @click=${this.useProof}>${t.proof.automatic}</button>
    </div>`;
  }
}

customElements.define('portero-verification', Verification);
