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
  const { metadata, schema } = await readFooter(file);
  return {
    rows: Number(metadata.num_rows),
    columns: schema.children.map(({ element }) => element.name),
    newest: (column) => newestTime(metadata, column),
  };
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
