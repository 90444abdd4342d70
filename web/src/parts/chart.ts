import { html, nothing, svg, type TemplateResult } from 'lit';
import { t } from '../messages/desk.ts';
import { chart, type Bar } from '../text/chart.ts';
import type { Line, Measure } from '../text/numbers.ts';
import { valueWords } from '../text/figures.ts';

/** One measure's bars, week by week; the week that still runs is hatched, as its name below says too. */
export function barChart(lines: readonly Line[], measure: Measure, wide: boolean): TemplateResult {
  const drawn = chart(lines, measure, wide ? 720 : 340, wide ? 210 : 190);
  const name = t.figures.chart(t.figures.measures[measure]);
  const hatch = `hatch-${measure}`;
  return html`<svg class="chart" viewBox="0 0 ${drawn.width} ${drawn.height}" role="img" aria-labelledby="chart-${measure} chart-${measure}-what">
    <title id="chart-${measure}">${name}</title>
    <desc id="chart-${measure}-what">${describe(drawn.bars, measure)}</desc>
    <defs>${hatching(hatch)}</defs>
    ${drawn.ticks.map(
      ({ value, y }) => svg`<g class="tick"><line x1=${drawn.left} x2=${drawn.right} y1=${y} y2=${y}></line><text x=${drawn.left - 8} y=${y + 4} text-anchor="end">${value}</text></g>`,
    )}
    ${drawn.bars.map((bar) => oneBar(bar, measure, drawn.base, hatch))}
  </svg>`;
}

function oneBar(bar: Bar, measure: Measure, base: number, hatch: string) {
  const middle = bar.x + bar.width / 2;
  return svg`<g class="bar">
    ${bar.value === undefined
      ? nothing
      : svg`<rect x=${bar.x} y=${bar.y} width=${bar.width} height=${bar.height} rx="2" fill=${bar.running ? `url(#${hatch})` : nothing} class=${bar.running ? 'running' : ''}><title>${t.figures.weekOf(bar.name)}: ${valueWords(measure, bar.value)}</title></rect>`}
    ${bar.valued ? svg`<text class="value" x=${middle} y=${bar.y - 6} text-anchor="middle">${bar.value}</text>` : nothing}
    ${bar.named ? svg`<text class="name" x=${middle} y=${base + 18} text-anchor="middle">${bar.name}</text>` : nothing}
  </g>`;
}

function describe(bars: readonly Bar[], measure: Measure): string {
  const [highest] = bars.filter(({ value }) => value !== undefined).sort((a, b) => b.value! - a.value!);
  return highest ? t.figures.chartWhat(valueWords(measure, highest.value), highest.name) : t.figures.chartNothing;
}

/** How the week that still runs is drawn, with its words. */
export function runningLegend(): TemplateResult {
  return html`<p class="legend-running muted small">
    <svg viewBox="0 0 18 18" aria-hidden="true">
      <defs>${hatching('hatch-legend')}</defs>
      <rect class="running" x="1" y="1" width="16" height="16" rx="2" fill="url(#hatch-legend)"></rect>
    </svg>
    ${t.figures.runningLegend}
  </p>`;
}

function hatching(id: string) {
  return svg`<pattern id=${id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <rect class="veil" width="6" height="6"></rect><rect class="stripe" width="2.5" height="6"></rect>
  </pattern>`;
}
