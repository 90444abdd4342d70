import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../messages/inside.ts';

/** What a new password does, for whoever is about to give one. */
export function resetEffects(): TemplateResult {
  return html`<p>${t.reset.effect}</p>
    <ul class="bullets">
      <li>${t.reset.effectNew}</li>
      <li>${t.reset.effectOld}</li>
      <li>${t.reset.effectSessions}</li>
    </ul>`;
}

/** The box by which somebody says that they have seen that person's identity document; `id` is its own. */
export function documentSeen(
  id: string,
  name: string,
  seen: boolean,
  error: string | undefined,
  change: (seen: boolean) => void,
): TemplateResult {
  return html`<div class="field ${error ? 'wrong' : ''}">
    ${error ? html`<span class="error" id="${id}-error"><span class="aside">${t.error}: </span>${error}</span>` : nothing}
    <label class="choice">
      <input
        id=${id}
        type="checkbox"
        .checked=${seen}
        aria-invalid=${error ? 'true' : 'false'}
        aria-describedby=${error ? `${id}-error` : nothing}
        @change=${(event: Event) => change((event.target as HTMLInputElement).checked)}
      />
      <span>${t.reset.seen(name)}</span>
    </label>
  </div>`;
}
