import { DuckDBInstance } from "@duckdb/node-api";
import { registerPorts, registerRun } from "@lakewright/engine";
import type { FieldDescription } from "../../packages/engine/src/sources/domain/field-type.ts";
import type { BenchPlatform } from "./open-bench-platform.ts";
import { recordRun } from "./record-run.ts";

const dayMs = 86_400_000;

/** The full load that a bench's lake began with. */
interface FullLoad {
  readonly rows: number;
  readonly startedAt: Date;
  readonly fields: readonly FieldDescription[];
  readonly paths: readonly string[];
}

export async function fullLoadOf({ flow, local: { ports } }: BenchPlatform): Promise<FullLoad> {
  const [run] = await ports.ledger.runs({
    flow: flow.name,
    kind: "full",
    status: "succeeded",
    limit: 1,
  });
  if (!run) throw new Error("the state folder holds no full load");
  const fields = (await ports.ledger.fieldsOfRun(run.executionId)) ?? [];
  const files = await ports.ledger.files(flow.name, { executionId: run.executionId });
  const paths = await Promise.all(files.map(({ uri }) => ports.blobs.localPath(uri)));
  return { rows: run.rows, startedAt: run.startedAt, fields, paths };
}

interface Delta {
  /** Days since the full load. */
  readonly day: number;
  /** Part of the base's rows. */
  readonly share: number;
  /** Where the Parquet file is made. */
  readonly file: string;
}

/** A day's delta: `share` of the base's rows, a tenth of them new, the rest changed, spread over the whole base. */
export async function addDay(
  lake: BenchPlatform,
  base: FullLoad,
  { day, share, file }: Delta,
): Promise<void> {
  const rows = Math.round(base.rows * share);
  const startedAt = new Date(base.startedAt.getTime() + day * dayMs);
  const stamp = new Date(startedAt.getTime() - dayMs / 2).toISOString();
  const files = base.paths.map((path) => `'${path}'`).join(", ");
  const engine = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await engine.connect();
  await connection.run(
    `COPY (SELECT * REPLACE (
       CASE WHEN row_number() OVER () % 10 = 0 THEN left(Id, 3) || 'NEW' || lpad('${day}', 3, '0') || right(Id, 9) ELSE Id END AS Id,
       'changed on day ${day}' AS Name, TIMESTAMPTZ '${stamp}' AS SystemModstamp)
     FROM (SELECT * FROM read_parquet([${files}]) ORDER BY hash(Id, ${day}) LIMIT ${rows}))
     TO '${file}' (FORMAT parquet, COMPRESSION zstd)`,
  );
  connection.closeSync();
  engine.closeSync();
  const run = { startedAt, kind: "increment", file, rows, fields: base.fields } as const;
  const event = await recordRun(lake, run);
  await registerRun(registerPorts(lake.local.ports), [lake.flow], event);
  await lake.local.ports.events.settle(event.id);
}
