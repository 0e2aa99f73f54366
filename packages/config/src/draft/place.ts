import type { Path } from "../source/node-at.ts";
import type { Aim, Section } from "../source/section.ts";

/** Where something stands; turned into line and column only when a problem is reported there. */
export interface Place {
  readonly section: Section;
  readonly path: Path;
  readonly aim?: Aim;
}

/** What was read, with the place it stands at instead of a position. */
export type Placed<T> = Omit<T, "at"> & { readonly place: Place };
