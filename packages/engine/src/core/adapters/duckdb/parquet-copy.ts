import { quoteText } from "../../domain/sql-text.ts";

/** The statement that writes a SELECT to a Parquet file. Every file that DuckDB writes is compressed with zstd. */
export function parquetCopy(select: string, file: string): string {
  return `COPY (${select}) TO ${quoteText(file)} (FORMAT parquet, COMPRESSION zstd)`;
}
