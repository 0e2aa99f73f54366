import type { Catalog } from "../../catalog/index.ts";
import { columnOrigin } from "../../catalog/index.ts";
import type { FollowedTable, FollowedTables } from "../domain/followed-column.ts";
import { type MartFinding, martFindings } from "../domain/mart-findings.ts";
import type { ColumnLineage } from "../ports/column-lineage.ts";
import type { EltModel, NextBuild } from "../ports/elt-builder.ts";
import { followColumns } from "./follow-columns.ts";
import type { GovernedProject } from "./plan-elt.ts";

export interface FollowedBuild {
  readonly tables: FollowedTables;
  readonly findings: readonly MartFinding[];
}

/** Follows the columns of a built project by the SQL of this very run. `earlierRows`: the build began with a published state. */
export async function followBuild(
  { lineage, catalog }: { readonly lineage: ColumnLineage; readonly catalog: Catalog },
  build: NextBuild,
  { lake, masking, martSchemas, exceptions }: GovernedProject,
  { models, earlierRows }: { readonly models: readonly EltModel[]; readonly earlierRows: boolean },
): Promise<FollowedBuild> {
  const schemas = [...new Set(models.map(({ relation }) => relation.split(".")[0] ?? ""))];
  const built = new Map(
    (await build.tables(schemas)).map(({ schema, name, columns }) => [
      `${schema}.${name}`.toLowerCase(),
      columns.map((column) => column.name),
    ]),
  );
  const tables = await followColumns(lineage, {
    models,
    engine: "duckdb",
    lake,
    masking,
    built: (relation) => built.get(relation),
    earlier: earlierRows ? await registered(catalog, models) : new Map(),
  });
  return { tables, findings: martFindings(tables, martSchemas, exceptions) };
}

/** What the catalog says of tables whose rows stay. */
async function registered(
  catalog: Catalog,
  models: readonly EltModel[],
): Promise<Map<string, FollowedTable>> {
  const tables = new Map<string, FollowedTable>();
  for (const { relation } of models.filter(({ keepsRows }) => keepsRows)) {
    const [schema = "", name = ""] = relation.split(".");
    const found = await catalog.table(schema, name);
    if (!found) continue;
    const columns = found.input.StorageDescriptor.Columns.map(
      (column) =>
        [column.Name, { ...columnOrigin(column), sources: [], unknown: undefined }] as const,
    );
    tables.set(relation.toLowerCase(), new Map(columns));
  }
  return tables;
}
