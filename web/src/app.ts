import { html } from 'lit';
import { t } from './messages/messages.ts';
import { brand } from './parts/mark.ts';
import { View } from './parts/view.ts';
import { go, onPlace, place } from './router.ts';
import { current, onSession, start, type Session } from './session/session.ts';
import { pendingPassword } from './session/pending.ts';
import { isRating, takeRatingLink } from './session/rating-link.ts';
import { isRecovery } from './session/recovery.ts';
import './screens/sign-in.ts';

/** Whether somebody came to the door to ask for help. */
function forHelp(): boolean {
  return place().query.get('para') === 'ayuda';
}

/** The whole page: the door for strangers, the house for those who are in. */
class PorteroApp extends View {
  private session: Session = current();
  private stop: (() => void)[] = [];
  /** Where somebody wanted to go before they had to sign in. */
  private wanted: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    takeRatingLink();
    this.stop = [
      onSession((session) => {
        this.session = session;
        this.arrange();
        this.requestUpdate();
      }),
      onPlace(() => {
        this.arrange();
        this.requestUpdate();
      }),
    ];
    addEventListener('pageshow', this.comeBack);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop.forEach((stop) => stop());
    removeEventListener('pageshow', this.comeBack);
  }

  /** A page out of the browser's back-forward memory may show what is over: ask again who is there. */
  private comeBack = (event: PageTransitionEvent) => {
    if (event.persisted) {
      void start();
    }
  };

  /** Puts the address in step with who is there. */
  private arrange(): void {
    const { path } = place();
    if (isRecovery(path)) {
      // The link in a mail leads here whoever is signed in on that computer.
      void import('./screens/recovery.ts').catch(() => location.reload());
    } else if (isRating(path)) {
      void import('./screens/rating.ts').catch(() => location.reload());
    } else if (this.session.state === 'out') {
      if (path === '/nueva-contrasena' && pendingPassword()) {
        void import('./screens/new-password.ts');
      } else if (path !== '/entrar') {
        this.wanted = this.session.why === undefined || this.session.why === 'ended' ? path + location.search : undefined;
        go('/entrar', { replace: true, quiet: true });
      }
    } else if (this.session.state === 'in') {
      void import('./inside.ts').catch(() => location.reload());
      if (path === '/entrar' || path === '/nueva-contrasena') {
        go(forHelp() ? '/ayuda' : (this.wanted ?? '/'), { replace: true });
        this.wanted = undefined;
      }
    }
  }

  protected override render() {
    const { path } = place();
    if (isRecovery(path) && (this.session.state === 'out' || this.session.state === 'in')) {
      return html`<portero-recovery .path=${path}></portero-recovery>`;
    }
    if (isRating(path)) {
      return html`<portero-rating></portero-rating>`;
    }
    switch (this.session.state) {
      case 'starting':
        return html`<main class="lonely" aria-busy="true"><p role="status">${t.common.loading}</p></main>`;
      case 'unreachable':
        return html`<main class="lonely stack">
          ${brand()}
          <h1>${t.brand}</h1>
          <p role="alert">${t.problems.unreachable}</p>
          <button class="btn main" type="button" @click=${() => void start()}>${t.common.retry}</button>
        </main>`;
      case 'out':
        return path === '/nueva-contrasena' && pendingPassword()
          ? html`<portero-new-password></portero-new-password>`
          : html`<portero-sign-in .why=${this.session.why} .help=${forHelp()}></portero-sign-in>`;
      case 'in':
        return html`<portero-inside .me=${this.session.me}></portero-inside>`;
    }
  }
}

customElements.define('portero-app', PorteroApp);
