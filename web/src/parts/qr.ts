import { svg } from 'lit';
import { encode } from 'uqr';

/** A QR code as one path, drawn without any markup from a string. */
export function qr(text: string, label: string) {
  const { data, size } = encode(text, { ecc: 'M', border: 2 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return svg`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label=${label} shape-rendering="crispEdges"><path d=${path}></path></svg>`;
}
