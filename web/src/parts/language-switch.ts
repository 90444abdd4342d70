import { html } from 'lit';
import { choose, t } from '../messages/messages.ts';

/** The other language, named in itself. */
export const languageSwitch = () =>
  html`<button type="button" class="link" lang=${t.language.otherCode} @click=${() => void choose(t.language.otherCode)}>${t.language.other}</button>`;
