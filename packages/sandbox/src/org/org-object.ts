import type { DayRates } from "./day-rates.ts";
import type { ObjectSpec } from "./object-spec.ts";

/** An object of a living org: its present fields, and the next number of its records. */
export interface OrgObject {
  spec: ObjectSpec;
  /** Number of the next new record; Ids come from it. */
  nextNumber: number;
  /** Records from this number on are never referred to by generated rows. */
  readonly firstUnreferenced: number;
  readonly rates: DayRates;
}
