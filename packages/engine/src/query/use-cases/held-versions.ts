import type { Flow } from "@lakewright/config";
import { externalSchema } from "@lakewright/config/schema-names";
import { columnTypeOf, defaultRowFields, type FieldDescription } from "../../sources/index.ts";
import type { LakeRelation } from "../domain/relation.ts";
import type { QueryPorts } from "../ports/query-ports.ts";
import { fileGroups, newestFullRun } from "./lake-relation.ts";

/** The versions that are asked for: with these fields, and changed at or after a time. */
interface VersionFilter {
  readonly fields: readonly FieldDescription[];
  /** Field that orders the versions of a row; undefined = there is none. */
  readonly order: string | undefined;
  readonly since?: Date;
}

/**
 * The newest version that the lake holds of each row, deleted ones too, among those with a stamp at or after `since`, if that is given. Rows without a
 * key: every version. Undefined if no run can have brought any: a run holds no stamps after its own start, and what came
 * before the newest full load counts no more.
 */
export async function heldVersions(
  ports: Pick<QueryPorts, "ledger" | "blobs">,
  flow: Flow,
  { fields, order, since }: VersionFilter,
): Promise<LakeRelation | undefined> {
  const full = await newestFullRun(ports, flow.name);
  const succeeded = { flow: flow.name, status: "succeeded" } as const;
  const first = since
    ? (await ports.ledger.runs({ ...succeeded, startedSince: since })).at(-1)
    : undefined;
  if (since && !first) return undefined;
  const from = Math.max(first?.sequence ?? 0, full?.sequence ?? 0);
  const files = await ports.ledger.files(flow.name, { afterSequence: from - 1 });
  const groups = await fileGroups(ports, files);
  if (groups.length === 0) return undefined;
  const columns = fields.map(({ name, type }) => ({
    name: name.toLowerCase(),
    type: columnTypeOf(type).duckdb,
  }));
  const key = defaultRowFields.key.toLowerCase();
  const schema = externalSchema(flow.database);
  const relation = { schema, name: flow.table, columns, partitionColumn: "", groups };
  if (!columns.some(({ name }) => name === key)) return relation;
  const latest = { key, order: order?.toLowerCase() ?? key, deleted: undefined };
  return { ...relation, latest: since ? { ...latest, since } : latest };
}
