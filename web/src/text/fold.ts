/** Lower case, no accents, single spaces, as the register compares names: "Ñahui  Condezo" becomes "nahui condezo". */
export function fold(text: string): string {
  return text
    .trim()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/\s+/g, ' ')
    .toLowerCase();
}

/** Whether every word sought occurs in the text, in any order, whatever its accents. */
export function matches(text: string, sought: string): boolean {
  const folded = fold(text);
  return fold(sought)
    .split(' ')
    .every((word) => folded.includes(word));
}

/** The text cut where the words sought occur: odd pieces match, even ones do not. */
export function pieces(text: string, sought: string): string[] {
  const words = fold(sought).split(' ').filter((word) => word.length > 0);
  const { folded, at } = foldKeepingPlaces(text);
  const marked = new Array<boolean>(text.length).fill(false);
  for (const word of words) {
    for (let i = folded.indexOf(word); i >= 0; i = folded.indexOf(word, i + 1)) {
      marked.fill(true, at[i], at[i + word.length] ?? text.length);
    }
  }
  const result = [''];
  for (let i = 0; i < text.length; i++) {
    const odd = result.length % 2 === 0;
    if (marked[i] !== odd) {
      result.push('');
    }
    result[result.length - 1] += text.charAt(i);
  }
  return result;
}

/** Folds letter by letter, so that a place in the folded text leads back to one in the original. */
function foldKeepingPlaces(text: string): { folded: string; at: number[] } {
  let folded = '';
  const at: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const letters = text.charAt(i).normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase();
    for (const letter of letters) {
      folded += letter;
      at.push(i);
    }
  }
  return { folded, at };
}
