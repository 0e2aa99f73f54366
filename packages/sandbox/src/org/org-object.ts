import type { DayRates } from "./day-rates.ts";
import type { ObjectSpec } from "./object-spec.ts";

/** An object of a living org: its fields of today and where its numbering stands. */
export interface OrgObject {
  spec: ObjectSpec;
  /** Number of the next new record; Ids come from it. */
  nextNumber: number;
  /** Records from this number on are never referred to by generated rows. */
  readonly firstUnreferenced: number;
  readonly rates: DayRates;
}
