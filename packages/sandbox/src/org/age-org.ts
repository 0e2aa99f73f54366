import type { DuckDBConnection } from "@duckdb/node-api";
import { ageObject } from "./age-object.ts";
import { changeFields } from "./change-fields.ts";
import type { OrgClock } from "./clock.ts";
import { dayWindow } from "./day-window.ts";
import type { DiceBag } from "./dice.ts";
import type { DayReport } from "./org.ts";
import type { OrgObject } from "./org-object.ts";

/** The parts of an org that ageing needs. */
export interface AgeingOrg {
  readonly connection: DuckDBConnection;
  readonly objects: readonly OrgObject[];
  readonly bag: DiceBag;
  readonly clock: OrgClock;
  /** Days that have passed. */
  days: number;
}

/** Lets a day pass. Readers see all its row changes at once, or on an error none. */
export async function ageOrg(org: AgeingOrg): Promise<readonly DayReport[]> {
  const { connection, objects, bag, clock } = org;
  const day = org.days + 1;
  const nextMs = clock.nextDayStart();
  const times = { startMs: clock.dayStart(), nowMs: clock.now(), nextMs };
  const window = dayWindow(day, bag.seed, times);
  const changed = await changeFields(org, day);
  const reports: DayReport[] = [];
  const numbers = objects.map((object) => object.nextNumber);
  await connection.run("BEGIN");
  try {
    for (const object of objects) {
      const rows = await ageObject({ connection, object, objects, bag, window });
      reports.push({ ...rows, ...changed(object.spec.name) });
    }
    await connection.run("COMMIT");
  } catch (error) {
    await connection.run("ROLLBACK");
    for (const [at, object] of objects.entries()) object.nextNumber = numbers[at] ?? 0;
    throw error;
  }
  org.days = day;
  clock.startDay(nextMs);
  return reports;
}
