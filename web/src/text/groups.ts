/** A secret in groups of four, which people copy with fewer mistakes: "hK7m Rt4w x9Pd Qf3n" as four texts. */
export function groups(secret: string, size = 4): string[] {
  const result: string[] = [];
  for (let i = 0; i < secret.length; i += size) {
    result.push(secret.slice(i, i + size));
  }
  return result;
}
