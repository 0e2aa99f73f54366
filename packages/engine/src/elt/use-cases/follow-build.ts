import type { Catalog } from "../../catalog/index.ts";
import { columnOrigin } from "../../catalog/index.ts";
import type { FollowedTable, FollowedTables } from "../domain/followed-column.ts";
import { type MartFinding, martFindings } from "../domain/mart-findings.ts";
import type { EltModel, NextBuild } from "../ports/elt-builder.ts";
import type { EltPorts } from "../ports/elt-ports.ts";
import { followColumns } from "./follow-columns.ts";
import type { GovernedProject } from "./plan-elt.ts";

export interface FollowedBuild {
  readonly tables: FollowedTables;
  readonly findings: readonly MartFinding[];
}

interface ProjectToFollow {
  readonly governed: GovernedProject;
  readonly models: readonly EltModel[];
  /** The build began with a published state. */
  readonly earlierRows: boolean;
}

/** Follows the columns of a built project through the SQL of this run. */
export async function followBuild(
  { lineage, catalog }: Pick<EltPorts, "lineage" | "catalog">,
  build: NextBuild,
  { governed, models, earlierRows }: ProjectToFollow,
): Promise<FollowedBuild> {
  const { lake, masking, martSchemas, exceptions } = governed;
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
    earlier: earlierRows ? await registeredTables(catalog, models) : new Map(),
  });
  return { tables, findings: martFindings(tables, martSchemas, exceptions) };
}

/** Tables that keep rows of earlier builds, with the column origins that are registered of them. */
async function registeredTables(
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
