import type { ProblemCode } from "../problem-codes.ts";
import type { Place } from "./place.ts";

/** A problem at a place of a section; line and column are looked up when it is reported. */
export interface Finding {
  readonly code: ProblemCode;
  readonly place: Place;
  readonly message: string;
  /** The next step to take. */
  readonly hint?: string | undefined;
}
