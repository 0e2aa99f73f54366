import type { DuckDBConnection } from "@duckdb/node-api";
import type { DayWindow } from "./day-window.ts";
import type { DiceBag } from "./dice.ts";
import type { OrgObject } from "./org-object.ts";

/** One object on one day. */
export interface AgeingStep {
  readonly connection: DuckDBConnection;
  readonly object: OrgObject;
  /** Every object, to see who refers to whom. */
  readonly objects: readonly OrgObject[];
  readonly bag: DiceBag;
  readonly window: DayWindow;
}
