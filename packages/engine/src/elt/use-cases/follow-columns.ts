import { followModel } from "../domain/follow-model.ts";
import type { FollowedTable, FollowedTables } from "../domain/followed-column.ts";
import { inheritSensitivity } from "../domain/inherit-sensitivity.ts";
import type { TracedStatement } from "../domain/traced-column.ts";
import type { ColumnLineage, ColumnsOf, SqlEngine } from "../ports/column-lineage.ts";
import type { EltModel } from "../ports/elt-builder.ts";

export interface ColumnsToFollow {
  readonly models: readonly EltModel[];
  readonly engine: SqlEngine;
  /** Tables of the lake that the models read. */
  readonly lake: FollowedTables;
  /** Names of approved masking functions, lower case. */
  readonly masking: ReadonlySet<string>;
  /** Columns of relations as they were built; undefined for all of them where nothing is built. */
  readonly built: ColumnsOf;
  /** Registered columns of tables that keep rows of earlier builds, by relation. */
  readonly earlier: FollowedTables;
}

/** Sensitivity and origins of every column of a project's models, from the lake up. */
export async function followColumns(
  lineage: ColumnLineage,
  { models, engine, lake, masking, built, earlier }: ColumnsToFollow,
): Promise<FollowedTables> {
  const tables = new Map(lake);
  const columnsOf: ColumnsOf = (relation) => {
    const table = tables.get(relation);
    return table ? [...table.keys()] : undefined;
  };
  for (const { relation: written, makes, keepsRows } of inOrder(models)) {
    const relation = written.toLowerCase();
    const columns = built(relation)?.map((name) => name.toLowerCase());
    if ("columns" in makes) {
      tables.set(relation, seedTable(columns ?? makes.columns));
      continue;
    }
    const traced: TracedStatement =
      "sql" in makes ? await lineage.trace(makes.sql, engine, columnsOf) : makes;
    const followed = followModel({ relation, columns, traced }, tables, masking);
    const before = keepsRows ? earlier.get(relation) : undefined;
    tables.set(relation, before ? inheritSensitivity(followed, before, lake) : followed);
  }
  return tables;
}

/** A seed is a file of the folder: its values are constants that its authors chose. */
function seedTable(columns: readonly string[]): FollowedTable {
  const column = { sensitivity: "internal", derivedFrom: [], sources: [], unknown: undefined };
  return new Map(columns.map((name) => [name, column]));
}

/** Models after those that they read. */
function inOrder(models: readonly EltModel[]): readonly EltModel[] {
  const byRelation = new Map(models.map((model) => [model.relation, model]));
  const ordered = new Set<EltModel>();
  const visit = (model: EltModel, above: readonly EltModel[]) => {
    if (ordered.has(model) || above.includes(model)) return;
    for (const input of model.inputs) {
      const read = byRelation.get(input);
      if (read) visit(read, [...above, model]);
    }
    ordered.add(model);
  };
  for (const model of models) visit(model, []);
  return [...ordered];
}
