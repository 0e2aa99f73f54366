/**
 * Line and column, from 1, of offsets into a text. (The YAML library's own counter loses lines when the
 * text around them is broken, which is when positions matter most.)
 */
export function lineIndex(text: string): (offset: number) => { line: number; column: number } {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    const line = countUpTo(starts, Math.min(Math.max(offset, 0), text.length));
    return { line, column: Math.min(offset, text.length) - (starts[line - 1] ?? 0) + 1 };
  };
}

/** How many of the sorted numbers are at most `limit`, by halving. */
function countUpTo(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
