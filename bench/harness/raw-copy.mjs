/**
 * The limit: one COPY of a local file to Parquet, explicit types, zstd, two threads, default order. Arguments: JSON of
 * input, format (csv or json), columns ({name: type}) and output. Prints rows and milliseconds.
 */
import { DuckDBInstance } from "@duckdb/node-api";

const { input, format, columns, output } = JSON.parse(process.argv[2]);
const quote = (text) => `'${text.replaceAll("'", "''")}'`;
const types = Object.entries(columns)
  .map(([name, type]) => `${quote(name)}: ${quote(type)}`)
  .join(", ");
const source =
  format === "csv"
    ? `read_csv(${quote(input)}, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {${types}})`
    : `read_json(${quote(input)}, format = 'newline_delimited', columns = {${types}})`;
const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
const connection = await instance.connect();
await connection.run("SET TimeZone = 'UTC'");
const began = performance.now();
const result = await connection.run(
  `COPY (SELECT * FROM ${source}) TO ${quote(output)} (FORMAT parquet, COMPRESSION zstd)`,
);
console.log(JSON.stringify({ rows: result.rowsChanged, ms: performance.now() - began }));
connection.closeSync();
instance.closeSync();
