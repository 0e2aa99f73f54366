import type { KindOf } from "../../access/index.ts";
import { logicalTypeOf, logicalTypes, PlatformError } from "../../core/index.ts";

/** A table of the warehouse with the types that Redshift reports: policies must name them as they are. */
export interface WarehouseRelation {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

export function kindIn(relation: WarehouseRelation): KindOf {
  return (column) => {
    const type = typeOf(relation, column);
    if (type === undefined) return undefined;
    const logical = logicalTypeOf(type, "redshift");
    return logical === undefined ? "other" : logicalTypes[logical].kind;
  };
}

/** Type of a column, safe in a statement; undefined where the table has no such column. */
export function typeOf({ schema, name, columns }: WarehouseRelation, column: string) {
  const type = columns.find((each) => each.name === column)?.type.toLowerCase();
  if (type === undefined || /^[a-z]+( [a-z]+)*(\(\d+(,\d+)?\))?$/.test(type)) return type;
  throw new PlatformError(
    "warehouse_refused",
    `${schema}.${name}: column "${column}" has the type ${JSON.stringify(type)}, which no policy can name`,
    "cast it in the model",
  );
}
