import type { MartType } from "@lakewright/config";
import { expect, test } from "vitest";
import { anyWarehouse } from "../../../test/elt/any-warehouse.ts";
import type { EltSource } from "./elt-input.ts";
import { generateProject } from "./generate-project.ts";
import { stagedColumns } from "./staged-columns.ts";
import { yamlText } from "./yaml-text.ts";

const account: EltSource = {
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
};

function project(source: EltSource = account) {
  const warehouse = anyWarehouse();
  const [first] = warehouse.projects;
  if (!first) throw new Error("no project");
  return generateProject({ platform: "gtm", project: first, warehouse, sources: [source] });
}

test("the same input makes the same files, byte by byte", () => {
  expect(project()).toEqual(project());
});

test("versions of one stamp and load date are ordered by run, where runs are numbered, and on DuckDB alone", () => {
  const numbered = project({ ...account, runColumn: "lakewright_run" });
  const staging = "models/lakewright/staging/stg_crm__account.sql";
  const current = "models/lakewright/staging/current_crm__account.sql";
  expect(numbered[staging]).toContain("{{ then_by_run_in_time('lakewright_run') }} as version_dts");
  expect(numbered[current]).toContain(
    `"load_day" desc{{ then_by_newest_run('lakewright_run') }}, "systemmodstamp" desc`,
  );
  for (const file of [staging, current]) expect(project()[file]).not.toContain("then_by");
  const macros = numbered["macros/lakewright/times.sql"];
  expect(macros).toContain("{% macro default__then_by_run_in_time(column) %}{% endmacro %}");
  expect(macros).toContain("{% macro default__then_by_newest_run(column) %}{% endmacro %}");
});

test("a hub takes each business key once, and of later loads only the newest load dates", () => {
  const sql = project()["models/lakewright/raw_vault/hub_account.sql"];
  expect(sql).toContain("{{ hash_key(['id']) }} as account_pk");
  expect(sql).toContain("{{ since_last_load('crm.account') }}");
  expect(sql).toContain("{{ unless_known('feeds', ['account_pk']) }}");
  expect(sql).toContain("dist='all'");
});

test("a satellite compares what it says with the version before", () => {
  const sql = project()["models/lakewright/raw_vault/sat_account_crm.sql"];
  expect(sql).toContain(`hash_diff(['"name"', '"score"', 'case when "is_deleted"`);
  expect(sql).toContain("hash_before <> hash_diff");
});

test("every table of the vault has its tests", () => {
  const files = project();
  expect(files["models/lakewright/raw_vault/raw_vault.yml"]).toContain("relationships");
  expect(files["models/lakewright/raw_vault/raw_vault.yml"]).toContain("unique_key");
  expect(files["models/lakewright/business_vault/business_vault.yml"]).toContain(
    "sat_account_crm_latest",
  );
});

test("a mart's contract names its columns and types", () => {
  const contract = project()["models/out/contract_of_out.yml"];
  expect(contract).toContain("enforced: true");
  expect(contract).toContain("data_type: bigint");
});

test("texts of a table are tested in one reading against what Redshift's columns hold", () => {
  const files = project();
  const vault = files["models/lakewright/raw_vault/raw_vault.yml"];
  expect(vault).toContain(
    "texts_fit:\n          arguments:\n            bytes:\n              name: 65535\n          config:\n            where: __new_rows__",
  );
  expect(vault).toContain("account_bk: 65535");
  const warehouse = anyWarehouse();
  const [mart] = warehouse.marts;
  const [table] = mart?.tables ?? [];
  const [first] = warehouse.projects;
  if (!mart || !table || !first) throw new Error("no mart");
  const text = (name: string, type: MartType) => ({ name, type, description: "" });
  const columns = [text("code", "varchar(18)"), text("name", "varchar"), text("n", "bigint")];
  const marts = [{ ...mart, tables: [{ ...table, columns }] }];
  const contract = generateProject({
    platform: "gtm",
    project: first,
    warehouse: { ...warehouse, marts },
    sources: [account],
  })["models/out/contract_of_out.yml"];
  expect(contract).toContain("bytes:\n              code: 18\n              name: 256\n");
  expect(contract).toContain('data_type: "varchar(18)"');
});

test("a column of the vault that the feed does not have is named, with what to do", () => {
  const columns = account.columns.filter(({ name }) => name !== "score__c");
  expect(() => project({ ...account, columns })).toThrow(
    'satellite account_crm: crm.account has no column "score__c" that the project may read',
  );
});

test("staging takes __c off a name, unless another column has the shorter one", () => {
  const names = (...columns: string[]) =>
    stagedColumns({ ...account, columns: columns.map((name) => ({ name, type: "string" })) }).map(
      ({ name }) => name,
    );
  expect(names("id", "score__c")).toEqual(["id", "score"]);
  expect(names("score", "score__c")).toEqual(["score", "score__c"]);
  expect(names("hash_diff", "load_date__c")).toEqual(["hash_diff_of_source", "load_date__c"]);
});

test("a thousand tables of the vault are generated, each with its own files", () => {
  const warehouse = anyWarehouse();
  const [first] = warehouse.projects;
  const { vault } = warehouse;
  if (!first || !vault) throw new Error("no vault");
  const [satellite] = vault.satellites;
  const satellites = Array.from({ length: 1000 }, (_, n) => ({
    ...satellite,
    name: `account_${n}`,
  }));
  const large = {
    ...warehouse,
    vault: { ...vault, satellites, pointInTimes: [] },
  } as typeof warehouse;
  const files = generateProject({
    platform: "gtm",
    project: first,
    warehouse: large,
    sources: [account],
  });
  expect(Object.keys(files).length).toBeGreaterThan(3000);
});

test("YAML quotes what would be read as something else", () => {
  expect(yamlText({ a: ["yes", "x: y", 1, true], b: { c: "{{ d }}" }, e: [], f: undefined })).toBe(
    'a:\n  - "yes"\n  - "x: y"\n  - 1\n  - true\nb:\n  c: "{{ d }}"\ne: []\n',
  );
  expect(yamlText([{ name: "a", tests: [{ t: { rows: 1 } }] }])).toBe(
    "- name: a\n  tests:\n    - t:\n        rows: 1\n",
  );
});
