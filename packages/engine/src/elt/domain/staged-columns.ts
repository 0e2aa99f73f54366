import type { EltSource } from "./elt-input.ts";
import { reservedModelColumns } from "./model-names.ts";

/** A column of a staging model. */
export interface StagedColumn {
  /** Name in the catalog. */
  readonly from: string;
  readonly name: string;
  /** Hive type, as registered. */
  readonly type: string;
}

/**
 * The columns of a staging model, renamed by rule: the ending `__c` goes, unless another column or one of the model's own has
 * the shorter name. The mark of deletion is left out: the model says it under one name for all tables.
 */
export function stagedColumns({
  columns,
  deletedColumn,
  partitionColumn,
}: EltSource): StagedColumn[] {
  const taken = new Set([...columns.map(({ name }) => name), ...reservedModelColumns]);
  return columns
    .filter(({ name }) => name !== deletedColumn && name !== partitionColumn)
    .map(({ name, type }) => {
      const short = name.replace(/__c$/, "");
      const free = short !== name && !taken.has(short);
      const kept = reservedModelColumns.has(name) ? `${name}_of_source` : name;
      return { from: name, name: free ? short : kept, type };
    });
}
