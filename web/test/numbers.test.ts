import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Numbers, TopicNumbers } from '../src/api/desk.ts';
import { chart, scale } from '../src/text/chart.ts';
import { csv } from '../src/text/csv.ts';
import { byTopic, byWeek, file, inAll, lastWeeks, MEASURES, weeksTouched, type Measure } from '../src/text/numbers.ts';

const part = (topic: string, more: Partial<TopicNumbers> = {}): TopicNumbers => ({
  topic, received: 0, avoided: 0, answered: 0, answerMinutes: 0, solved: 0, solveMinutes: 0, late: 0, ratings: 0, ratingSum: 0, ...more,
});

const numbers: Numbers = {
  institution: { code: '150102', kind: 'ugel', name: 'UGEL Río Claro' },
  weeks: [
    { week: '2026-W46', monday: '2026-11-09', topics: [] },
    {
      week: '2026-W47',
      monday: '2026-11-16',
      topics: [
        part('clave', { received: 7, avoided: 2, answered: 6, answerMinutes: 500, solved: 3, solveMinutes: 1_000, late: 1, ratings: 3, ratingSum: 13 }),
        part('usuario', { received: 9, answered: 1, answerMinutes: 59 }),
      ],
    },
    { week: '2026-W48', monday: '2026-11-23', topics: [part('clave', { received: 1, avoided: 4 })] },
  ],
};

const headings = Object.fromEntries(MEASURES.map((measure) => [measure, measure])) as Record<Measure, string>;
const weeks = byWeek(numbers, (monday) => monday, '2026-11-24');

/** What a spreadsheet reads from a file: rows of cells, quotes undone. */
function read(text: string): string[][] {
  assert.equal(text[0], '\uFEFF');
  assert.ok(text.endsWith('\r\n'));
  return text
    .slice(1, -2)
    .split('\r\n')
    .map((row) => [...row.matchAll(/(?:^|;)(?:"((?:[^"]|"")*)"|([^;]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? ''));
}

test('averages are of what was measured, rounded once, and undefined of nothing', () => {
  const [empty, full] = weeks;

  assert.deepEqual(full!.figures, { received: 16, solved: 3, avoided: 2, answerHours: 1.3, solveHours: 5.6, latePercent: 14.3, rating: 4.3 });
  assert.deepEqual(empty!.figures, {
    received: 0, solved: 0, avoided: 0, answerHours: undefined, solveHours: undefined, latePercent: undefined, rating: undefined,
  });
});

test('the file holds exactly the numbers of the charts, week by week and measure by measure', () => {
  const [head, ...rows] = read(file('Semana del', headings, weeks));

  assert.deepEqual(head, ['Semana del', ...MEASURES]);
  MEASURES.forEach((measure, i) => {
    const drawn = chart(weeks, measure, 720, 210).bars;
    assert.deepEqual(
      rows.map((row) => [row[0], row[i + 1]]),
      drawn.map(({ name, value }) => [name, value === undefined ? '' : String(value)]),
    );
  });
});

test('the file by topic holds exactly the lines of the table, the most received first', () => {
  const lines = byTopic(numbers, (topic) => `Tema ${topic}`);

  const [, ...rows] = read(file('Tema', headings, lines));

  assert.deepEqual(lines.map(({ name }) => name), ['Tema usuario', 'Tema clave']);
  assert.deepEqual(
    rows,
    lines.map(({ name, figures }) => [name, ...MEASURES.map((measure) => (figures[measure] === undefined ? '' : String(figures[measure])))]),
  );
});

test('the whole period is counted from its parts, not from rounded weeks', () => {
  assert.equal(inAll(numbers).answerHours, 1.3);
  assert.equal(inAll(numbers).received, 17);
  assert.equal(inAll(numbers, new Set(['clave'])).received, 8);
});

test('charts of a topic count only that one', () => {
  const lines = byWeek(numbers, (monday) => monday, '2026-11-24', new Set(['clave']));

  assert.deepEqual(lines.map(({ figures }) => figures.received), [0, 7, 1]);
});

test('only the week that is not over runs', () => {
  assert.deepEqual(weeks.map(({ running }) => running), [false, false, true]);
  assert.deepEqual(byWeek(numbers, String, '2026-11-30').map(({ running }) => running), [false, false, false]);
});

test('a cell that a spreadsheet would run as a formula is a text', () => {
  const rows = read(csv([['=1+1', '+51 987', '-3', '@SUM(A1)', '\tx', 'a=b', -3, undefined]]));

  assert.deepEqual(rows, [["'=1+1", "'+51 987", "'-3", "'@SUM(A1)", "'\tx", 'a=b', '-3', '']]);
});

test('separators, quotes and line ends inside a cell are quoted', () => {
  assert.equal(csv([['a;b', 'di "hola"', 'dos\nlíneas', 'Ñandú']]), '\uFEFF"a;b";"di ""hola""";"dos\nlíneas";Ñandú\r\n');
});

test('a period of weeks starts on a Monday and ends today', () => {
  assert.deepEqual(lastWeeks(1, '2026-11-24'), { from: '2026-11-23', to: '2026-11-24' });
  assert.deepEqual(lastWeeks(4, '2026-11-22'), { from: '2026-10-26', to: '2026-11-22' });
  assert.deepEqual(lastWeeks(13, '2027-01-01'), { from: '2026-10-05', to: '2027-01-01' });
});

test('days touch whole weeks', () => {
  assert.equal(weeksTouched('2026-11-23', '2026-11-29'), 1);
  assert.equal(weeksTouched('2026-11-22', '2026-11-23'), 2);
  assert.equal(weeksTouched('2026-01-01', '2026-12-31'), 53);
});

test('scales start at zero, step roundly and reach the greatest value', () => {
  assert.deepEqual(scale(0), [0, 1]);
  assert.deepEqual(scale(3), [0, 1, 2, 3]);
  assert.deepEqual(scale(17), [0, 5, 10, 15, 20]);
  assert.deepEqual(scale(1.3), [0, 1, 2]);
  assert.deepEqual(scale(640), [0, 200, 400, 600, 800]);
});

test('bars stay inside their chart, and the latest week is always named', () => {
  const many = Array.from({ length: 52 }, (_, i) => ({ key: `${i}`, name: `${i}`, figures: { ...weeks[1]!.figures, received: i } }));

  const { bars, width, base } = chart(many, 'received', 340, 190);

  assert.ok(bars.every(({ x, width: w, y, height }) => x >= 0 && x + w <= width && y >= 0 && Math.abs(y + height - base) < 0.001));
  assert.ok(bars.at(-1)!.named);
  assert.ok(bars.filter(({ named }) => named).length <= 8);
});
