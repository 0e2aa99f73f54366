import type { Flow } from "@lakewright/config";
import { currentSchema, externalSchema } from "@lakewright/config/schema-names";
import type { CatalogTable, LoadedFile, PartitionRange } from "../../catalog/index.ts";
import { logicalTypes, translateType } from "../../core/index.ts";
import {
  defaultRowFields,
  type FieldDescription,
  incrementalFieldOf,
} from "../../sources/index.ts";
import type { FileGroup, LakeFile, LakeRelation } from "../domain/relation.ts";
import type { QueryPorts } from "../ports/query-ports.ts";

type RelationPorts = Pick<QueryPorts, "catalog" | "ledger" | "blobs">;

/** The registered table of a flow, holding the partitions of `range`; undefined before its registration. */
export async function externalRelation(
  ports: RelationPorts,
  flow: Flow,
  range: PartitionRange = {},
): Promise<LakeRelation | undefined> {
  const table = await ports.catalog.table(flow.database, flow.table);
  if (!table) return undefined;
  const partitions = await ports.catalog.partitions(flow.database, flow.table, range);
  const locations = new Map(
    partitions.map((p) => [p.Values[0] ?? "", p.StorageDescriptor.Location]),
  );
  const files = (await ports.ledger.files(flow.name, range)).filter(({ loadDate, uri }) => {
    const location = locations.get(loadDate);
    return location !== undefined && uri.startsWith(location);
  });
  return {
    schema: externalSchema(flow.database),
    name: flow.table,
    columns: relationColumns(flow, table),
    partitionColumn: flow.partitionColumn,
    groups: await fileGroups(ports, files),
  };
}

/**
 * The flow's object as it is at the source. Full flows: the rows of the newest successful run. Incremental flows: the latest
 * row by Id since the last full load; both without deleted ones, read from the merged snapshot and the runs after it.
 */
export async function currentRelation(
  ports: RelationPorts,
  flow: Flow,
): Promise<LakeRelation | undefined> {
  const table = await ports.catalog.table(flow.database, flow.table);
  if (!table) return undefined;
  const columns = relationColumns(flow, table);
  const shape = {
    schema: currentSchema(flow.database),
    name: flow.table,
    columns,
    partitionColumn: flow.partitionColumn,
  };
  const base = await currentBase(ports, flow);
  const since = await ports.ledger.files(flow.name, { afterSequence: base.sequence });
  const names = columns.map(({ name }) => name);
  const groups = [...base.groups, ...(flow.incremental ? await fileGroups(ports, since) : [])];
  if (!names.includes("id")) return { ...shape, groups };
  return {
    ...shape,
    groups,
    latest: {
      key: "id",
      order:
        incrementalFieldOf(flow.incrementalField, names, defaultRowFields.changeStamps) ?? "id",
      deleted: names.includes("isdeleted") ? "isdeleted" : undefined,
    },
  };
}

/** The newest full load, or the snapshot merged since then: rows that are already one by Id. */
async function currentBase(
  ports: RelationPorts,
  flow: Flow,
): Promise<{ readonly sequence: number; readonly groups: readonly FileGroup[] }> {
  const full = await newestFullRun(ports, flow.name);
  const snapshot = await ports.ledger.snapshot(flow.name);
  if (snapshot && snapshot.sequence >= (full?.sequence ?? 0)) {
    const path = await ports.blobs.localPath(snapshot.uri);
    const fields = await ports.ledger.fields(snapshot.schemaId);
    return {
      sequence: snapshot.sequence,
      groups: [
        {
          fields,
          files: [{ path, uri: snapshot.uri, loadDate: "", sequence: snapshot.sequence }],
          base: "merged",
        },
      ],
    };
  }
  if (!full) return { sequence: 0, groups: [] };
  const files = await ports.ledger.files(flow.name, { executionId: full.executionId });
  const groups = await fileGroups(ports, files);
  return {
    sequence: full.sequence,
    groups: groups.map((group) => ({ ...group, base: "full_load" as const })),
  };
}

export async function newestFullRun(ports: Pick<QueryPorts, "ledger">, flow: string) {
  const [newest] = await ports.ledger.runs({ flow, kind: "full", status: "succeeded", limit: 1 });
  return newest;
}

/** Files that hold the same fields are read together, so that no file is opened to learn its columns. */
export async function fileGroups(
  ports: Pick<QueryPorts, "ledger" | "blobs">,
  files: readonly LoadedFile[],
): Promise<FileGroup[]> {
  const bySchema = new Map<string, LoadedFile[]>();
  for (const file of files) {
    const group = bySchema.get(file.schemaId);
    if (group) group.push(file);
    else bySchema.set(file.schemaId, [file]);
  }
  const groups: FileGroup[] = [];
  for (const [schemaId, members] of bySchema) {
    const fields: readonly FieldDescription[] = await ports.ledger.fields(schemaId);
    const located = members.map((file) => locatedFile(ports.blobs, file));
    groups.push({ fields, files: await Promise.all(located), base: undefined });
  }
  return groups;
}

/** A loaded file as an engine on this machine opens it. */
export async function locatedFile(
  blobs: Pick<QueryPorts["blobs"], "localPath">,
  { uri, bytes, loadDate, sequence }: LoadedFile,
): Promise<LakeFile> {
  return { path: await blobs.localPath(uri), uri, bytes, loadDate, sequence };
}

function relationColumns(flow: Flow, { input }: CatalogTable): LakeRelation["columns"] {
  const columns = input.StorageDescriptor.Columns.map(({ Name, Type }) => ({
    name: Name,
    type: translateType(Type, "hive", "duckdb") ?? logicalTypes.string.duckdb,
  }));
  return [...columns, { name: flow.partitionColumn, type: logicalTypes.string.duckdb }];
}
