import type { AgeingStep } from "./ageing-step.ts";
import type { DayRates } from "./day-rates.ts";
import { hasField } from "./object-spec.ts";
import { idPrefix, recordId } from "./record-id.ts";
import { identifier } from "./value.ts";

/** How many rows each kind of change got. */
export type Picked = { readonly [kind in keyof DayRates]: number };

/**
 * Fills the temporary table `sandbox_picks (sandbox_id, sandbox_kind, sandbox_rank)`: which live row
 * suffers which change, no row more than one, ranks from 0 by kind. Picks go by a hash of the Id, so
 * they do not depend on the order of rows.
 */
export async function pickChanges(step: AgeingStep): Promise<Picked> {
  const { connection, object, window, bag } = step;
  const { spec, rates } = object;
  const live = hasField(spec, "IsDeleted") ? "NOT IsDeleted" : "true";
  const table = identifier(spec.name);
  const total = await connection.runAndReadAll(
    `SELECT count(*)::INTEGER FROM ${table} WHERE ${live}`,
  );
  const rows = Number(total.getRows()[0]?.[0] ?? 0);
  const salt = (Math.abs(bag.seed) % 1_000_000) * 1000 + window.day;
  const order = `hash(Id, ${salt}), Id`;
  await connection.run(
    "CREATE OR REPLACE TEMP TABLE sandbox_picks (sandbox_id VARCHAR, sandbox_kind VARCHAR, sandbox_rank BIGINT)",
  );
  await connection.run(
    `INSERT INTO sandbox_picks
     SELECT Id, 'hardDeleted', row_number() OVER (ORDER BY ${order}) - 1
     FROM (SELECT Id FROM ${table} WHERE ${live} AND ${unreferenced(step)}
           ORDER BY ${order} LIMIT ${share(rows, rates.hardDeleted)})`,
  );
  const kinds = pickedKinds(spec.source !== undefined).map((kind) => ({
    kind,
    count: share(rows, rates[kind]),
  }));
  await connection.run(
    `INSERT INTO sandbox_picks SELECT Id, ${kindOfRank(kinds)} FROM
     (SELECT Id, row_number() OVER (ORDER BY ${order}) - 1 AS r FROM
       (SELECT Id FROM ${table} WHERE ${live} AND Id NOT IN (SELECT sandbox_id FROM sandbox_picks)
        ORDER BY ${order} LIMIT ${kinds.reduce((sum, { count }) => sum + count, 0)}))`,
  );
  return counted(step, rows);
}

/** Never referred to by generated rows, nor by rows that a client wrote. */
function unreferenced({ object, objects, bag }: AgeingStep): string {
  const first = recordId(idPrefix(object.spec.keyPrefix, bag.pod), object.firstUnreferenced);
  const parent = object.spec.name;
  const references = objects.flatMap(({ spec }) =>
    spec.fields
      .filter(({ metadata }) => metadata.referenceTo.includes(parent))
      .map(({ metadata: { name } }) => {
        const column = identifier(name);
        return `Id NOT IN (SELECT ${column} FROM ${identifier(spec.name)} WHERE ${column} >= '${first}')`;
      }),
  );
  return [`Id >= '${first}'`, ...references].join(" AND ");
}

/** Kinds that need a row to happen to; a copy needs one to copy. */
function pickedKinds(copies: boolean): readonly (keyof DayRates)[] {
  const kinds = ["updated", "softDeleted", "lateUpdated", "formulaChanged"] as const;
  return copies ? [...kinds, "created", "lateCreated"] : kinds;
}

/** SQL of kind and rank within it, from the overall rank `r`. */
function kindOfRank(kinds: readonly { readonly kind: string; readonly count: number }[]): string {
  let start = 0;
  const cases = { kind: "", rank: "" };
  for (const { kind, count } of kinds) {
    const end = start + count;
    cases.kind += ` WHEN r < ${end} THEN '${kind}'`;
    cases.rank += ` WHEN r < ${end} THEN r - ${start}`;
    start = end;
  }
  return `CASE${cases.kind} END, CASE${cases.rank} END`;
}

async function counted({ connection, object }: AgeingStep, rows: number): Promise<Picked> {
  const result = await connection.runAndReadAll(
    "SELECT sandbox_kind, count(*)::INTEGER FROM sandbox_picks GROUP BY 1",
  );
  const counts = new Map(result.getRows().map(([kind, count]) => [String(kind), Number(count)]));
  const of = (kind: keyof DayRates) => counts.get(kind) ?? 0;
  const { spec, rates } = object;
  return {
    updated: of("updated"),
    softDeleted: of("softDeleted"),
    hardDeleted: of("hardDeleted"),
    lateUpdated: of("lateUpdated"),
    formulaChanged: of("formulaChanged"),
    created: spec.source ? of("created") : share(rows, rates.created),
    lateCreated: spec.source ? of("lateCreated") : share(rows, rates.lateCreated),
  };
}

function share(rows: number, rate: number): number {
  return Math.ceil(rows * rate);
}
