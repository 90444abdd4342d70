import { html, nothing, render, type TemplateResult } from 'lit';
import type { NewCredentials } from '../api/shapes.ts';
import { t } from '../messages/inside.ts';
import { onLanguage } from '../messages/messages.ts';
import { onPlace } from '../router.ts';
import { askBeforeLeaving } from '../session/leaving.ts';
import { onSession } from '../session/session.ts';
import { longMoment } from '../text/dates.ts';
import { groups } from '../text/groups.ts';
import { open, stayOpen } from './dialog.ts';
import { qr } from './qr.ts';

interface Bearer {
  fullName: string;
  givenNames: string;
  /** What the institution that gives the access is called. */
  institution: string;
  /** What the card is for, where it is not a first access. */
  title?: string;
}

/**
 * Shows a new person's credentials, once. Resolves true when they were handed over, false when the page moved on.
 * Afterwards nothing holds them: not the document, not a variable, not storage, not the history.
 */
export function showCredentials(given: NewCredentials, bearer: Bearer): Promise<boolean> {
  let credentials: NewCredentials | undefined = { ...given };
  let copied: boolean | undefined;
  const host = document.createElement('portero-key-card');
  const back = document.activeElement;
  document.body.append(host);
  // Paper then gets the slip and nothing else.
  document.body.classList.add('handing-over');

  return new Promise((resolve) => {
    const draw = () => {
      if (credentials) {
        render(view(credentials), host);
      }
    };
    const wipe = (handed: boolean) => {
      if (!credentials) {
        return;
      }
      credentials = undefined;
      stops.forEach((stop) => stop());
      host.querySelector('dialog')?.close();
      render(nothing, host);
      host.remove();
      document.body.classList.remove('handing-over');
      if (back instanceof HTMLElement && back.isConnected) {
        back.focus();
      }
      resolve(handed);
    };
    const stops = [
      onLanguage(draw),
      onPlace(() => wipe(false)),
      onSession((session) => session.state !== 'in' && wipe(false)),
      askBeforeLeaving(),
      onHiding(() => wipe(false)),
    ];

    const copy = async ({ login, password, validUntil }: NewCredentials) => {
      try {
        await navigator.clipboard.writeText(t.card.copyText(login, password, address(), longMoment(validUntil)));
        copied = true;
      } catch {
        copied = false;
      }
      draw();
    };

    const view = (shown: NewCredentials): TemplateResult => html`<dialog class="sheetlike" aria-labelledby="card-title" aria-describedby="card-lead" closedby="none" @cancel=${stayOpen}>
        <h1 id="card-title" tabindex="-1" autofocus>${bearer.title ?? t.card.title}</h1>
        <p class="muted" id="card-lead">${t.card.lead(bearer.givenNames)}</p>
        ${card(shown, bearer)}
        <div class="row">
          <button type="button" class="btn" @click=${() => void copy(shown)}>${t.card.copy}</button>
          <button type="button" class="btn" @click=${() => print()}>${t.card.print}</button>
          <button type="button" class="btn main" @click=${() => wipe(true)}>${t.card.done}</button>
        </div>
        <p role="status" class="small">${copied === undefined ? '' : copied ? t.card.copied : t.card.notCopied}</p>
        <p class="note small">${t.card.lost}</p>
      </dialog>
      ${slip(shown, bearer)}`;

    draw();
    open(host.querySelector('dialog'));
  });
}

/** The page is left, perhaps into the browser's back-forward memory, which must not hold a password. */
function onHiding(listener: () => void): () => void {
  addEventListener('pagehide', listener);
  return () => removeEventListener('pagehide', listener);
}

function address(): string {
  return `${location.origin}/`;
}

/** In groups for the eye only: it is copied and read aloud as one word, without spaces. */
function secret(text: string, size: number): TemplateResult {
  return html`<dd class="secret">${groups(text, size).map((group) => html`<span>${group}</span>`)}</dd>`;
}

function card({ login, password, validUntil }: NewCredentials, { fullName, institution }: Bearer): TemplateResult {
  return html`<section class="keycard">
    <header><span>${t.card.header}</span><span>${institution}</span></header>
    <div>
      <dl>
        <div><dt>${t.card.for}</dt><dd><b>${fullName}</b></dd></div>
        <div><dt>${t.card.login}</dt>${secret(login, login.length)}</div>
        <div><dt>${t.card.password}</dt>${secret(password, 4)}</div>
        <div><dt>${t.card.until}</dt><dd><b>${longMoment(validUntil)}</b>. ${t.card.thenOwn}</dd></div>
      </dl>
    </div>
  </section>`;
}

/** The same card on half a sheet of paper, with the way in. */
function slip(credentials: NewCredentials, bearer: Bearer): TemplateResult {
  return html`<div class="slip" aria-hidden="true">
    ${card(credentials, bearer)}
    <div class="way">
      <div>
        <h2>${t.card.steps}</h2>
        <ol>
          <li>${t.card.step1}<br /><b>${address()}</b></li>
          <li>${t.card.step2}</li>
          <li>${t.card.step3}</li>
          <li>${t.card.step4}</li>
        </ol>
      </div>
      ${qr(address(), t.card.qr)}
    </div>
  </div>`;
}
