import { html } from 'lit';
import { t } from '../messages/inside.ts';
import { stay, watchIdle } from '../session/idle.ts';
import { signOut } from '../session/session.ts';
import { open, stayOpen } from './dialog.ts';
import { View } from './view.ts';

/** Asks whether somebody is still there, before the session of a shared computer is closed. */
class IdleQuestion extends View {
  private seconds: number | undefined;
  private stop: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = watchIdle(
      (seconds) => {
        this.seconds = seconds;
        this.requestUpdate();
      },
      () => void signOut('idle'),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop?.();
  }

  private answer(): void {
    stay();
    this.seconds = undefined;
    this.requestUpdate();
  }

  protected override updated(): void {
    const dialog = this.one<HTMLDialogElement>('dialog')!;
    if (this.seconds === undefined) {
      dialog.close();
    } else {
      open(dialog);
    }
  }

  protected override render() {
    return html`<dialog aria-labelledby="idle-title" aria-describedby="idle-what" closedby="none" @cancel=${stayOpen}>
      <h2 id="idle-title">${t.idle.title}</h2>
      <p id="idle-what">${t.idle.what(this.seconds ?? 60)}</p>
      <div class="row">
        <button type="button" class="btn main" @click=${this.answer}>${t.idle.stay}</button>
        <button type="button" class="btn quiet" @click=${() => void signOut()}>${t.idle.leave}</button>
      </div>
    </dialog>`;
  }
}

customElements.define('portero-idle-question', IdleQuestion);
