/**
 * Generates a dbt project of `tables` vault tables, `rounds` times. Argument: JSON of both. Prints the milliseconds of each time
 * and the number of files.
 */
import { generateProject } from "../../packages/engine/src/elt/domain/generate-project.ts";
import { anyWarehouse } from "../../packages/engine/test/elt/any-warehouse.ts";

const { tables, rounds } = JSON.parse(process.argv[2] ?? "{}");
const warehouse = anyWarehouse();
const [project] = warehouse.projects;
const [satellite] = warehouse.vault?.satellites ?? [];
if (!project || !satellite || !warehouse.vault) throw new Error("the warehouse has no vault");
// The hub is one of the tables.
const satellites = Array.from({ length: tables - 1 }, (_, n) => ({
  ...satellite,
  name: `account_${n}`,
}));
const large = {
  ...warehouse,
  vault: { ...warehouse.vault, satellites, pointInTimes: [] },
};
const source = {
  database: "crm",
  table: "account",
  columns: [
    { name: "id", type: "string" },
    { name: "name", type: "string" },
    { name: "score__c", type: "double" },
    { name: "isdeleted", type: "boolean" },
    { name: "systemmodstamp", type: "timestamp" },
  ],
  partitionColumn: "load_day",
  incremental: true,
  orderColumn: "systemmodstamp",
  deletedColumn: "isdeleted",
} as const;
const ms: number[] = [];
let files = 0;
for (let round = 0; round < rounds; round++) {
  const began = performance.now();
  files = Object.keys(
    generateProject({ platform: "bench", project, warehouse: large, sources: [source] }),
  ).length;
  ms.push(performance.now() - began);
}
console.log(JSON.stringify({ ms, files }));
