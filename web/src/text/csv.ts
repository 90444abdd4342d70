export type Cell = string | number | undefined;

/**
 * A file that spreadsheets in Peru open as it is: UTF-8 with its mark, semicolons, RFC 4180's quotes and line ends.
 * A text that a spreadsheet would take for a formula gets an apostrophe first (OWASP, "CSV Injection").
 */
export function csv(rows: readonly (readonly Cell[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(written).join(';')).join('\r\n')}\r\n`;
}

function written(cell: Cell): string {
  if (cell === undefined) {
    return '';
  }
  const text = typeof cell === 'number' ? String(cell) : cell.replace(/^(?=[=+\-@\t\r\n＝＋－＠])/u, "'");
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
