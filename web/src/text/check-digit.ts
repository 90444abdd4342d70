/** The quasigroup of order 10 of H. M. Damm's dissertation (2004), page 111. */
const STEPS = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
];

/** Whether the last digit goes with those before it; one wrong digit or two swapped neighbours never pass. */
export function digitsAgree(ticket: string): boolean {
  return [...ticket.replaceAll('-', '')].reduce((at, digit) => Number(STEPS[at]![Number(digit)]), 0) === 0;
}
