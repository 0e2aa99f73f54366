import { compareText } from "./compare-values.ts";
import type { ColumnExpression } from "./evaluate-row.ts";
import { type LikeStep, likeNext, likeStart, likeSteps } from "./like-pattern.ts";

/** How a text so far compares with a constant: the number of first characters that it equals, or that it sorts before or after. */
type Comparison = number | "before" | "after";

interface Place {
  readonly text: string;
  readonly likes: readonly (readonly number[])[];
  readonly constants: readonly Comparison[];
}

const maxPlaces = 1_000;
const readable = [..."amz05 "];

/**
 * Texts of which one behaves like any text there is, towards every comparison and LIKE of the list; the shortest of
 * each kind. All patterns and constants are walked at once, character by character. Undefined when there are too
 * many kinds to distinguish.
 */
export function distinguishingTexts(
  expressions: readonly ColumnExpression[],
): readonly string[] | undefined {
  const patterns = expressions.flatMap((one) =>
    one.kind === "like" ? [likeSteps(one.pattern)] : [],
  );
  const constants = [...new Set(expressions.flatMap(textConstants))];
  const alphabet = alphabetOf({ patterns, constants });
  const start = { text: "", likes: patterns.map(likeStart), constants: constants.map(() => 0) };
  const found = new Map<string, Place>([[keyOf(start), start]]);
  for (const place of found.values()) {
    if (found.size > maxPlaces) return undefined;
    for (const char of alphabet) {
      const next = placeAfter(place, char, { patterns, constants });
      const key = keyOf(next);
      if (!found.has(key)) found.set(key, next);
    }
  }
  return [...found.values()].map(({ text }) => text);
}

/** Strings that an expression compares its column with. */
export function textConstants(expression: ColumnExpression): readonly string[] {
  return constantsOf(expression).filter((value) => typeof value === "string");
}

/** Everything that an expression compares its column with, patterns apart. */
export function constantsOf(expression: ColumnExpression) {
  if (expression.kind === "compare") return [expression.value];
  if (expression.kind === "between") return [expression.low, expression.high];
  return expression.kind === "in" ? expression.values : [];
}

/** Patterns and constants that texts are compared with. */
interface Compared {
  readonly patterns: readonly (readonly LikeStep[])[];
  readonly constants: readonly string[];
}

function placeAfter(before: Place, char: string, { patterns, constants }: Compared): Place {
  return {
    text: before.text + char,
    likes: patterns.map((steps, i) => likeNext(steps, before.likes[i] ?? [], char)),
    constants: constants.map((value, i) => comparedWith(value, before.constants[i] ?? 0, char)),
  };
}

function comparedWith(constant: string, before: Comparison, char: string): Comparison {
  if (typeof before !== "number") return before;
  const expected = [...constant][before];
  if (expected === undefined) return "after";
  if (expected === char) return before + 1;
  return compareText(char, expected) < 0 ? "before" : "after";
}

function keyOf({ likes, constants }: Place): string {
  return JSON.stringify([likes, constants]);
}

/** The characters that are named, and one for each gap between them. */
function alphabetOf({ patterns, constants }: Compared): readonly string[] {
  const literals = patterns.flat().flatMap((one) => (one.kind === "char" ? [one.char] : []));
  const named = [...new Set([...constants.flatMap((one) => [...one]), ...literals])].sort(
    compareText,
  );
  const gaps = [undefined, ...named].map((low, i) => between(low, named[i]));
  return [...named, ...gaps.filter((char) => char !== undefined)];
}

/** A character between two, a readable one if there is any. */
function between(low: string | undefined, high: string | undefined): string | undefined {
  const [from, to] = [(low?.codePointAt(0) ?? -1) + 1, (high?.codePointAt(0) ?? 0x10_ff_ff) - 1];
  const nice = readable.find((char) => from <= char.charCodeAt(0) && char.charCodeAt(0) <= to);
  if (nice) return nice;
  const point = from >= 0xd8_00 && from <= 0xdf_ff ? 0xe0_00 : from;
  return point <= to ? String.fromCodePoint(point) : undefined;
}
