/**
 * The vault of the bench by hand: one plain script in raw DuckDB makes the same hub and satellites from the same Parquet files,
 * and tests nothing. Arguments: JSON of files (a glob), day (YYYYMMDD) and output. Prints the milliseconds of its statements.
 */
import { rmSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";

const { files, day, output } = JSON.parse(process.argv[2]);
for (const file of [output, `${output}.wal`]) rmSync(file, { force: true });
const instance = await DuckDBInstance.create(output, { threads: "2" });
const connection = await instance.connect();
await connection.run("SET TimeZone = 'UTC'; SET preserve_insertion_order = false");
const rows = `read_parquet('${files}')`;
const loaded = `CAST(strptime('${day}', '%Y%m%d') AS TIMESTAMP)`;
const stamps = "now()::TIMESTAMP AS load_dts, 'by hand' AS load_id";
const statements = [
  `CREATE TABLE hub_account AS
   SELECT md5(Id) AS account_pk, Id AS account_bk, ${loaded} AS load_source_dts, ${stamps}, 'crm.account' AS record_source
   FROM ${rows} WHERE Id IS NOT NULL GROUP BY Id`,
  satellite("account_crm", [
    "Name",
    "Type",
    "Industry",
    "BillingCountry",
    "BillingCity",
    "Rating",
    "Ownership",
  ]),
  satellite("account_size", [
    "AnnualRevenue",
    "NumberOfEmployees",
    "Target_Score__c AS target_score",
  ]),
];
let ms = 0;
for (const statement of statements) {
  const began = performance.now();
  await connection.run(statement);
  ms += performance.now() - began;
}
const began = performance.now();
connection.closeSync();
instance.closeSync();
console.log(JSON.stringify({ ms: ms + performance.now() - began }));

/** One row for each version that says something else than the one before; of two with one stamp, the first by its digest. */
function satellite(name, columns) {
  const stored = columns.map((column) => column.split(" AS ")[0]);
  const names = columns.map((column) => column.split(" AS ").at(-1));
  const said = [...stored, "CASE WHEN deleted THEN 1 ELSE 0 END"].map(
    (each) => `coalesce(CAST(${each} AS VARCHAR), '^^')`,
  );
  return `CREATE TABLE sat_${name} AS
   WITH versions AS (
     SELECT md5(Id) AS account_pk, ${loaded} AS load_source_dts, SystemModstamp AT TIME ZONE 'UTC' AS version_dts,
       md5(${said.join(" || '||' || ")}) AS hash_diff, deleted AS is_deleted, ${columns.join(", ")}
     FROM (SELECT *, coalesce(IsDeleted, false) AS deleted FROM ${rows}) WHERE Id IS NOT NULL
   ),
   kept AS (
     SELECT * FROM versions
     QUALIFY row_number() OVER (PARTITION BY account_pk, load_source_dts, version_dts ORDER BY hash_diff) = 1
   ),
   followed AS (
     SELECT *, lag(hash_diff) OVER (PARTITION BY account_pk ORDER BY load_source_dts, version_dts) AS hash_before FROM kept
   )
   SELECT account_pk, load_source_dts, version_dts, ${stamps}, 'crm.account' AS record_source, hash_diff, is_deleted, ${names.join(", ")}
   FROM followed WHERE hash_before IS DISTINCT FROM hash_diff`;
}
