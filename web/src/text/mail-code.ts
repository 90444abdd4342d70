/** The 8 digits of a mailed code, however they were typed or pasted: "1234 5678", "1234-5678", the whole message. Undefined: not one code. */
export function codeIn(text: string): string | undefined {
  const runs = text.normalize('NFKC').match(/\d(?:[\s\u2010-\u2015.-]*\d)*/g) ?? [];
  const [code, ...others] = runs.map((run) => run.replace(/\D/g, '')).filter((run) => run.length === 8);
  return others.length === 0 ? code : undefined;
}
