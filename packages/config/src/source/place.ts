import type { Path } from "./node-at.ts";
import type { Aim, Section } from "./section.ts";
import { describePosition, type SourcePosition } from "./source-position.ts";

/** A value in a section; becomes line and column only when a problem is reported there. */
export interface Place {
  readonly section: Section;
  readonly path: Path;
  readonly aim?: Aim;
}

/** A declaration as it was read: with its place instead of a position. */
export type Placed<T> = Omit<T, "at"> & { readonly place: Place };

/** The same declaration with its position instead of its place. */
export function withPosition<T extends { readonly place: Place }>(
  draft: T,
): Omit<T, "place"> & { readonly at: SourcePosition } {
  const { place, ...same } = draft;
  return { ...same, at: positionAt(place) };
}

/** File, line and column of a place. */
export function positionAt({ section, path, aim }: Place): SourcePosition {
  return section.position(path, aim);
}

/** A place inside another message: `appflow.yaml:12:9`. */
export function describedPlace(place: Place): string {
  return describePosition(positionAt(place));
}

/** A place below another one. */
export function below({ section, path }: Place, ...steps: readonly PropertyKey[]): Place {
  return { section, path: [...path, ...steps] };
}

/** A key below a place. */
export function keyBelow(place: Place, key: string): Place {
  return { ...below(place, key), aim: { key: true } };
}

/** A word in the text or list below a place. */
export function wordBelow(place: Place, key: string, word: string): Place {
  return { ...below(place, key), aim: { within: word } };
}
