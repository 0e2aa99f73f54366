import { columnTypeOf, type FieldDescription } from "../../sources/index.ts";
import type { FileColumn } from "../ports/lake-writer.ts";

/** How the loaded fields are written to Parquet. */
export function fileColumns(
  fields: readonly FieldDescription[],
  hashed: ReadonlySet<string>,
): readonly FileColumn[] {
  return fields.map(({ name, type }) => ({
    name,
    type: columnTypeOf(type).duckdb,
    hashed: hashed.has(name),
  }));
}
