import { expect, onTestFinished, test } from "vitest";
import { pythonOrSkip } from "../../../../../scripts/python-environment.mjs";
import { changingLake, insertsOf } from "../../../test/elt/changing-lake.ts";
import { changingProject } from "../../../test/elt/changing-project.ts";
import { eltRequirements } from "../../../test/elt/elt-requirements.ts";

const longMs = 300_000;

test(
  "an increment tests its own rows against all, every other build tests every row",
  async (context) => {
    const { sql, dbt, close } = await changingProject(await pythonOrSkip(eltRequirements, context));
    onTestFinished(close);
    const [first] = changingLake(1);
    if (!first) throw new Error("the lake is empty");
    await sql(`${insertsOf(first)} SELECT 1`);
    expect(await dbt(["build"], { load_id: "one" })).toEqual([]);
    const tables = ["hub_contact", "sat_contact_name"];
    const testIn = async (audit: string) => {
      const failed = await dbt(["test", "--select", ...tables], { load_id: "two", audit });
      return failed.map((each) => each.split(":")[0]).toSorted();
    };
    const copy = (table: string, loadId: string, change = "") =>
      sql(
        `INSERT INTO raw_dv.${table} SELECT * REPLACE ('${loadId}' AS load_id${change}) FROM raw_dv.${table} LIMIT 1; SELECT 1`,
      );
    const twice = ["unique_key_hub_contact_contact_bk", "unique_key_hub_contact_contact_pk"];

    await copy("hub_contact", "one");
    expect(await testIn("increment")).toEqual([]);
    expect(await testIn("")).toEqual(twice);
    await sql(
      "DELETE FROM raw_dv.hub_contact WHERE rowid = (SELECT max(rowid) FROM raw_dv.hub_contact); SELECT 1",
    );

    await copy("hub_contact", "two");
    expect(await testIn("increment")).toEqual(twice);
    await sql("DELETE FROM raw_dv.hub_contact WHERE load_id = 'two'; SELECT 1");

    await copy("sat_contact_name", "two", ", 'nobody' AS contact_pk");
    expect(await testIn("increment")).toEqual([
      "relationships_sat_contact_name_contact_pk__contact_pk__ref_hub_contact_",
    ]);
    await sql(
      "UPDATE raw_dv.sat_contact_name SET contact_pk = NULL WHERE load_id = 'two'; SELECT 1",
    );
    expect(await testIn("increment")).toEqual([
      "not_null_sat_contact_name_contact_pk",
      "unique_key_sat_contact_name_contact_pk__load_source_dts__version_dts",
    ]);
  },
  longMs,
);
