import type { FileMetaData } from "hyparquet";
import { type ByteRanges, readFooter } from "./parquet-footer.ts";

/** What the footer of a file says about its rows. */
export interface StoredContents {
  readonly rows: number;
  /** Names as they are stored, in order. */
  readonly columns: readonly string[];
  /** The newest time in a column, by the footer's statistics; undefined where there is none. */
  newest(column: string): Date | undefined;
}

/** Reads a file's footer. Fails with `state_corrupt` if it cannot be read as Parquet. */
export async function storedContents(file: ByteRanges): Promise<StoredContents> {
  const footer = await readFooter(file);
  return {
    rows: Number(footer.num_rows),
    columns: topLevel(footer),
    newest: (column) => newestTime(footer, column),
  };
}

/** Schema elements come depth first, each with the number of its children. */
function topLevel({ schema }: FileMetaData): readonly string[] {
  const names: string[] = [];
  for (let at = 1; at < schema.length; ) {
    names.push(schema[at]?.name ?? "");
    for (let open = 1; open > 0; at++) open += (schema[at]?.num_children ?? 0) - 1;
  }
  return names;
}

function newestTime({ row_groups }: FileMetaData, column: string): Date | undefined {
  const times = row_groups.flatMap(({ columns }) =>
    columns.flatMap(({ meta_data }) => {
      if (meta_data?.path_in_schema.join(".") !== column) return [];
      const newest = meta_data.statistics?.max_value ?? meta_data.statistics?.max;
      return newest instanceof Date ? [newest.getTime()] : [];
    }),
  );
  return times.length === 0 ? undefined : new Date(Math.max(...times));
}
