import type { Line, Measure } from './numbers.ts';

export interface Bar {
  key: string;
  name: string;
  value: number | undefined;
  running: boolean;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Whether its name fits below it. */
  named: boolean;
  /** Whether its value fits above it. */
  valued: boolean;
}

export interface Chart {
  width: number;
  height: number;
  left: number;
  right: number;
  base: number;
  ticks: { value: number; y: number }[];
  bars: Bar[];
}

const TOP = 22;
const BELOW = 26;
const LEFT = 38;

/** Where everything stands in a chart of one measure: a bar for each line, from zero to a round number. */
export function chart(lines: readonly Line[], measure: Measure, width: number, height: number): Chart {
  const values = lines.map(({ figures }) => figures[measure]);
  const ticks = measure === 'rating' ? [0, 1, 2, 3, 4, 5] : scale(Math.max(0, ...values.map((value) => value ?? 0)));
  const top = ticks.at(-1)!;
  const base = height - BELOW;
  const rise = (value: number) => base - (value / top) * (base - TOP);
  const room = (width - LEFT) / Math.max(lines.length, 1);
  const thick = Math.min(room * 0.7, 44);
  const every = Math.ceil(52 / room);
  const peak = Math.max(...values.map((value) => value ?? 0));
  return {
    width,
    height,
    left: LEFT,
    right: width,
    base,
    ticks: ticks.map((value) => ({ value, y: rise(value) })),
    bars: lines.map(({ key, name, running = false }, i) => {
      const value = values[i];
      const y = rise(value ?? 0);
      return {
        key,
        name,
        value,
        running,
        x: LEFT + room * i + (room - thick) / 2,
        y,
        width: thick,
        height: base - y,
        // Counted from the end, so that the latest week is always named.
        named: (lines.length - 1 - i) % every === 0,
        valued: value !== undefined && (room >= 30 || (value === peak && values.indexOf(value) === i)),
      };
    }),
  };
}

/** Round steps from zero to just above the greatest value. */
export function scale(greatest: number): number[] {
  const rough = Math.max(greatest, 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max([1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough)!, greatest <= 4 ? 1 : 0);
  const count = Math.max(1, Math.ceil(greatest / step));
  return Array.from({ length: count + 1 }, (_, i) => Math.round(i * step * 1_000) / 1_000);
}
