import { html, svg } from 'lit';
import { t } from '../messages/messages.ts';

/** The door with a keyhole. */
export const mark = html`<svg class="mark" viewBox="0 0 24 28" aria-hidden="true">
  <path class="door" d="M2 28V12a10 10 0 0 1 20 0v16z" />
  <path class="hole" d="M12 9.5a3 3 0 0 1 1.5 5.6l.9 5.4H9.6l.9-5.4A3 3 0 0 1 12 9.5" />
</svg>`;

export const brand = (href = '/') => html`<a class="brand" href=${href}>${mark}${t.brand}</a>`;

const YOURS = 6;

/** Many doors, and one that is yours. */
export const doors = html`<svg class="doors" viewBox="0 0 238 276" aria-hidden="true">
  ${Array.from({ length: 12 }, (_, i) => {
    const x = 6 + (i % 4) * 62;
    const y = 11 + Math.floor(i / 4) * 92;
    return i === YOURS
      ? svg`<path class="yours" d="M${x} ${y + 73}V${y + 20}a20 20 0 0 1 40 0v53z"></path><path class="hole" d="M${x + 20} ${y + 23}a8 8 0 0 1 4 15l2.4 15h-12.8l2.4-15a8 8 0 0 1 4-15"></path>`
      : svg`<path class="other" d="M${x} ${y + 73}V${y + 20}a20 20 0 0 1 40 0v53z"></path><circle class="knob" cx=${x + 32} cy=${y + 45} r="2.5"></circle>`;
  })}
</svg>`;
