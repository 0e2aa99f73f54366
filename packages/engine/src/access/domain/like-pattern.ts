/** One step of a LIKE pattern. */
export type LikeStep =
  | { readonly kind: "any" | "one" }
  | { readonly kind: "char"; readonly char: string };

/**
 * The steps of a pattern: `%` is any text, `_` one character, a backslash takes the next character literally. A
 * backslash at the end means itself, so that no pattern fails while rows are read.
 */
export function likeSteps(pattern: string): readonly LikeStep[] {
  const steps: LikeStep[] = [];
  let literal = false;
  for (const char of pattern) {
    if (!literal && char === "\\") literal = true;
    else {
      steps.push(literal ? { kind: "char", char } : stepOf(char));
      literal = false;
    }
  }
  return literal ? [...steps, { kind: "char", char: "\\" }] : steps;
}

/** True when the whole text matches; characters are code points, case counts. */
export function isLike(text: string, steps: readonly LikeStep[]): boolean {
  let places = likeStart(steps);
  for (const char of text) places = likeNext(steps, places, char);
  return places.includes(steps.length);
}

/** Positions in the pattern before the first character. */
export function likeStart(steps: readonly LikeStep[]): readonly number[] {
  return withSkips(steps, [0]);
}

/** Positions after one more character. */
export function likeNext(
  steps: readonly LikeStep[],
  places: readonly number[],
  char: string,
): readonly number[] {
  const next = places.flatMap((place) => {
    const step = steps[place];
    if (step === undefined || (step.kind === "char" && step.char !== char)) return [];
    return step.kind === "any" ? [place] : [place + 1];
  });
  return withSkips(steps, next);
}

/** The pattern with every literal `%`, `_` and escape mark escaped by that mark. */
export function escapedPattern(steps: readonly LikeStep[], mark: string): string {
  return steps
    .map((step) => (step.kind === "char" ? escaped(step.char, mark) : wildcard(step.kind)))
    .join("");
}

function stepOf(char: string): LikeStep {
  if (char === "%") return { kind: "any" };
  return char === "_" ? { kind: "one" } : { kind: "char", char };
}

/** `%` also matches nothing. Sorted and distinct, so that equal sets of places look equal. */
function withSkips(steps: readonly LikeStep[], places: readonly number[]): readonly number[] {
  const reached = new Set<number>();
  for (let place of places) {
    reached.add(place);
    while (steps[place]?.kind === "any") reached.add(++place);
  }
  return [...reached].sort((a, b) => a - b);
}

function escaped(char: string, mark: string): string {
  return ["%", "_", mark].includes(char) ? `${mark}${char}` : char;
}

function wildcard(kind: "any" | "one"): string {
  return kind === "any" ? "%" : "_";
}
