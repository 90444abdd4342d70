import { html } from 'lit';
import { serverNow } from '../api/server-clock.ts';
import { t } from '../messages/messages.ts';
import { minutesAndSeconds } from '../text/clock.ts';
import { View } from './view.ts';

/** Counts the seconds to a moment of the server's clock; those who listen hear it once a minute. Says `over`. */
class Countdown extends View {
  static override properties = { until: { attribute: false }, words: { attribute: false } };

  declare until: Date;
  declare words: (left: string) => string;

  private timer: ReturnType<typeof setInterval> | undefined;
  private firstMinutes: number | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = setInterval(() => this.tick(), 1_000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  private get left(): number {
    return Math.max(0, Math.ceil((this.until.getTime() - serverNow().getTime()) / 1_000));
  }

  private tick(): void {
    if (this.left === 0) {
      clearInterval(this.timer);
      this.dispatchEvent(new Event('over'));
    }
    this.requestUpdate();
  }

  protected override render() {
    const { left } = this;
    const minutes = Math.ceil(left / 60);
    this.firstMinutes ??= minutes;
    return html`<span class="num">${this.words(minutesAndSeconds(left))}</span>
      <span class="aside" role="status">${minutes > 0 && minutes < this.firstMinutes ? t.signIn.minutesLeft(minutes) : ''}</span>`;
  }
}

customElements.define('portero-countdown', Countdown);
