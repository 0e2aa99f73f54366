/**
 * Offset of a character of a text in its YAML source, which may quote, escape, fold or indent it. Both
 * hold the same characters in the same order but for blanks, so the source is followed character by character.
 */
export function characterInScalar(source: string, value: string, character: number): number {
  let at = startOfText(source);
  for (let index = 0; index < Math.min(character, value.length); index++) {
    const found = isBlank(value[index]) ? -1 : source.indexOf(value[index] ?? "", at);
    if (found >= 0) at = found + 1;
  }
  if (character >= value.length) return Math.min(at, source.length);
  const found = source.indexOf(value[character] ?? "", at);
  return found >= 0 ? found : at;
}

/** After the quote of quoted text, after the first line of block text. */
function startOfText(source: string): number {
  if (/^["']/.test(source)) return 1;
  return /^[|>]/.test(source) ? source.indexOf("\n") + 1 : 0;
}

function isBlank(character: string | undefined): boolean {
  return character === undefined || /\s/.test(character);
}
