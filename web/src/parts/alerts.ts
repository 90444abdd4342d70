import { html, nothing, type TemplateResult } from 'lit';
import type { Refused } from '../api/refused.ts';
import { t } from '../messages/messages.ts';

/** What must be corrected, with links to the fields. Focus it with {@link focusSummary} once it is drawn. */
export function summary(errors: ReadonlyMap<string, string>): TemplateResult | typeof nothing {
  if (errors.size === 0) {
    return nothing;
  }
  const follow = (event: Event, id: string) => {
    event.preventDefault();
    document.getElementById(id)?.focus();
  };
  return html`<div class="alert bad" role="alert" tabindex="-1" data-summary>
    <h2>${t.common.summary}</h2>
    <ul>
      ${[...errors].map(([id, text]) => html`<li><a href="#${id}" @click=${(event: Event) => follow(event, id)}>${text}</a></li>`)}
    </ul>
  </div>`;
}

/** Why the server did not do it. */
export function refusedAlert(refused: Refused | undefined, words = refused?.words, more: unknown = nothing): TemplateResult | typeof nothing {
  if (!refused) {
    return nothing;
  }
  const withId = refused.requestId && (refused.code === 'internal' || refused.code === 'unknown');
  return html`<div class="alert bad" role="alert" tabindex="-1" data-summary>
    <p><b>${words}</b></p>
    ${withId ? html`<p class="small">${t.common.requestId(refused.requestId ?? '')}</p>` : nothing}
    ${more}
  </div>`;
}

export function focusSummary(within: Element): void {
  within.querySelector<HTMLElement>('[data-summary]')?.focus();
}

/** A list that could not be read. */
export function unread(refused: Refused, again: () => void, more: unknown = nothing): TemplateResult {
  return html`${refusedAlert(refused, refused.words, more)}
    ${refused.code === 'not-found' || refused.code === 'not-allowed'
      ? html`<a class="btn" href="/">${t.common.home}</a>`
      : html`<button class="btn" type="button" @click=${again}>${t.common.retry}</button>`}`;
}

/** Lines in the shape of what is coming. */
export function loading(lines = 5): TemplateResult {
  return html`<div class="sheet skeleton" role="status">
    <span class="aside">${t.common.loading}</span>
    ${Array.from({ length: lines }, () => html`<div class="line"><i></i><i></i></div>`)}
  </div>`;
}
