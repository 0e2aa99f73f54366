const maxComparedLength = 80;

/** `did you mean "x"?` for the nearest candidate, or undefined when nothing is near. */
export function didYouMean(wrong: string, candidates: Iterable<string>): string | undefined {
  const nearest = nearestName(wrong, candidates);
  return nearest === undefined ? undefined : `did you mean "${nearest}"?`;
}

/** The candidate with the fewest edits, at most a third of the word; undefined when none is near. */
export function nearestName(wrong: string, candidates: Iterable<string>): string | undefined {
  const word = fold(wrong);
  if (word.length > maxComparedLength) return undefined;
  let best: string | undefined;
  let bestEdits = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= bestEdits) continue;
    const edits = editDistance(word, fold(candidate));
    if (edits < bestEdits) [best, bestEdits] = [candidate, edits];
  }
  return best;
}

/** Case and the choice between hyphen and underscore are the commonest slips: they cost nothing. */
function fold(word: string): string {
  return word.toLowerCase().replace(/[-_ ]/g, "_");
}

/** Insertions, deletions, replacements, and swaps of neighbours. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let edits = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) edits = Math.min(edits, at(beforeLast, j - 2) + 1);
      row.push(edits);
    }
    [beforeLast, last] = [last, row];
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.MAX_SAFE_INTEGER;
}
