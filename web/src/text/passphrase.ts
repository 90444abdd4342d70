import { wordlist } from '@scure/bip39/wordlists/spanish.js';

// Not for a school's staff to type each morning.
const UNEASY = new Set(
  `aborto abuso acoso adicto ahogo alcohol arma asalto asno ateo atroz avaro azote baba basura batalla bestia bicho bobo bolsa bomba
  bozal brusco bruto burla burro calvo caspa castigo cerdo chivo cochino cojo combate crimen cripta crudo cruz culo culpa daga
  delito derrota desnudo deuda diablo dosis droga duelo ebrio enano enemigo enfado enfermo esposa exilio fango fatiga fiebre flaco
  fobia fosa fraude fumar furia fusil ganga gemir golpe goloso gordo grieta grito guerra gusano hembra herir hostil hueco huida hundir
  hurto ilegal incapaz infiel insecto juerga lacra ladrar larva letal licor litio llaga llanto loco locura luto macho mafia maldad manco
  matar miedo miseria misil moho momia monja morir mortal muerte mugre mujer multa necio negar negro nervio nuca obeso obispo odiar odio
  ofensa ogro orgullo pecado pecho pelea peligro pellejo pena perder pereza pezon piojo pirata plomo pobre preso privar pulga pupa pus rabia
  rabo rapaz rapto rata rencor ruina sangre secta severo sexo sexto sordo sudor suegra sufrir susto temor terror tieso tirano torpedo torpe tosco
  trauma triste tropa trozo tuerto tumba tumor vampiro vejez veneno vengar vicio viejo viral viudo vulgar zorra zorro zurdo soltar
  hombre baile bruja dios diana duda divino casco cadena caer`.split(/\s+/),
);

/** Everyday Spanish words that any keyboard writes: no accents, no ñ, four to eight letters. */
export const words: readonly string[] = wordlist.filter((word) => /^[a-z]{4,8}$/.test(word) && !UNEASY.has(word));

/** A fair number below `bound`: values that would favour the first words are thrown away. */
function below(bound: number, random: (into: Uint32Array<ArrayBuffer>) => Uint32Array): number {
  const fair = Math.floor(2 ** 32 / bound) * bound;
  const drawn = new Uint32Array(1);
  do {
    random(drawn);
  } while (drawn[0]! >= fair);
  return drawn[0]! % bound;
}

/** Four different words, more where the least length asks for them, drawn by the browser's secure random. */
export function passphrase(
  minimum: number,
  random: (into: Uint32Array<ArrayBuffer>) => Uint32Array = (into) => crypto.getRandomValues(into),
): string {
  const chosen: string[] = [];
  while (chosen.length < 4 || chosen.join('-').length < minimum) {
    const word = words[below(words.length, random)]!;
    if (!chosen.includes(word)) {
      chosen.push(word);
    }
  }
  return chosen.join('-');
}
