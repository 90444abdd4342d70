import { html } from 'lit';
import type { Refused } from '../api/refused.ts';
import { t } from '../messages/inside.ts';

/** Why a Save is still on its way. */
export function delayed(why: Refused) {
  return html`<div class="alert warn">
    <p><b>${why.code === 'operation-in-progress' ? t.add.busy : why.code === 'unreachable' ? t.add.cut : t.add.crowded}</b></p>
    <p>${t.add.keepOpen}</p>
  </div>`;
}
