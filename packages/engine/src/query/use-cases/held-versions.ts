import type { Flow } from "@lakewright/config";
import { columnTypeOf, defaultRowFields, type FieldDescription } from "../../sources/index.ts";
import type { LakeRelation } from "../domain/relation.ts";
import type { QueryPorts } from "../ports/query-ports.ts";
import { fileGroups } from "./lake-relation.ts";

/** The versions that are asked for: with these fields, and changed at or after a time. */
interface VersionFilter {
  readonly fields: readonly FieldDescription[];
  /** Field that orders the versions of a row; undefined = there is none. */
  readonly order: string | undefined;
  readonly since?: Date;
}

/**
 * The newest version that the lake holds of each row, deleted ones too, among those with a stamp at or after `since`, if that is given. Rows without a
 * key: every version. Undefined if no run can have brought any: a run holds no stamps after its own window, and what came
 * before the newest full load counts no more.
 */
export async function heldVersions(
  ports: Pick<QueryPorts, "ledger" | "blobs">,
  flow: Flow,
  { fields, order, since }: VersionFilter,
): Promise<LakeRelation | undefined> {
  const runs = await ports.ledger.runs({ flow: flow.name, status: "succeeded" });
  const newestFull = runs.findIndex(({ kind }) => kind === "full");
  const counting = newestFull < 0 ? runs : runs.slice(0, newestFull + 1);
  const relevant = counting
    .filter((run) => !since || (run.windowTo ?? run.startedAt) >= since)
    .reverse();
  const files = await Promise.all(
    relevant.map(({ executionId }) => ports.ledger.files(flow.name, { executionId })),
  );
  const groups = await fileGroups(ports, files.flat());
  if (groups.length === 0) return undefined;
  const columns = fields.map(({ name, type }) => ({
    name: name.toLowerCase(),
    type: columnTypeOf(type).duckdb,
  }));
  const key = defaultRowFields.key.toLowerCase();
  const relation = { schema: "", name: flow.table, columns, partitionColumn: "", groups };
  if (!columns.some(({ name }) => name === key)) return relation;
  const latest = { key, order: order?.toLowerCase() ?? key, deleted: undefined };
  return { ...relation, latest: since ? { ...latest, since } : latest };
}
