import { html, nothing, type TemplateResult } from 'lit';
import type { Refused } from '../api/refused.ts';
import type { PersonName } from '../api/shapes.ts';
import { t } from '../messages/inside.ts';
import { address, place } from '../router.ts';
import { askAbout } from '../session/asking.ts';
import { refusedAlert } from './alerts.ts';

/** The way from a problem to the form, which then knows the screen, the problem and the person. */
export function helpLink(refused: Refused, person?: PersonName): TemplateResult | typeof nothing {
  if (refused.code === 'unreachable' || refused.code === 'session-ended') {
    return nothing;
  }
  const { path, query } = place();
  const ask = () =>
    askAbout({
      context: { screen: path, problem: refused.code, ...(refused.requestId ? { requestId: refused.requestId } : {}) },
      // Only what the form shows: the person's other data stay where they are.
      person: person ? { person: person.person, fullName: person.fullName } : undefined,
    });
  return html`<p><a href=${address('/ayuda', { ie: query.get('ie') ?? undefined })} @click=${ask}>${t.frame.helpWithThis}</a></p>`;
}

/** Why the server did not do it, and where to ask. */
export function refusedWithHelp(refused: Refused | undefined, words = refused?.words, person?: PersonName): TemplateResult | typeof nothing {
  return refused ? refusedAlert(refused, words, helpLink(refused, person)) : nothing;
}
