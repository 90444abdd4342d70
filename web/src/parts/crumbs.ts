import { html, nothing } from 'lit';
import { t } from '../messages/inside.ts';
import { address } from '../router.ts';

/** Administración / Seguridad / …, as the guide that directors know writes it. */
export function crumbs(parent?: { path: string; text: string; ie: string }) {
  return html`<nav class="crumbs" aria-label=${t.frame.crumbs}>
    ${t.frame.administration} / ${t.frame.security}${parent
      ? html` / <a href=${address(parent.path, { ie: parent.ie })}>${parent.text}</a>`
      : nothing}
  </nav>`;
}
