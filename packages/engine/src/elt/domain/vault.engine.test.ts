import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { pythonOrSkip } from "../../../../../scripts/python-environment.mjs";
import { dbtSeries } from "../../../test/elt/dbt-series.ts";
import { eltRequirements } from "../../../test/elt/elt-requirements.ts";
import { dayTwoAgain, fiveDays } from "../../../test/elt/five-days.ts";
import { redshiftStatements } from "../../../test/elt/redshift-statements.ts";
import { smallProject } from "../../../test/elt/small-project.ts";
import {
  contactHistory,
  contactHistoryOfVault,
  employment,
  employmentOfVault,
  hubs,
  hubsOfVault,
  regionHistory,
  regionHistoryOfVault,
  wholeTables,
} from "../../../test/elt/vault-reference.ts";

const longMs = 600_000;

test(
  "five days of changes, late rows and deletions give the history that plain SQL finds, day by day",
  async (context) => {
    const python = await pythonOrSkip(eltRequirements, context);
    const { sql, folder, file } = await smallProject(python);
    const { dbt, close } = dbtSeries(python, folder, file);
    onTestFinished(close);
    const build = async (...args: readonly string[]) =>
      expect(await dbt(["build", ...args])).toEqual([]);
    const holds = async () => {
      expect(await sql(hubsOfVault)).toEqual(await sql(hubs));
      expect(await sql(contactHistoryOfVault)).toEqual(await sql(contactHistory));
      expect(await sql(employmentOfVault)).toEqual(await sql(employment));
      expect(await sql(regionHistoryOfVault)).toEqual(await sql(regionHistory));
    };
    for (const [index, day] of fiveDays.entries()) {
      await sql(day);
      await build();
      await holds();
      if (index !== 1) continue;
      await sql(dayTwoAgain);
      await build();
      await holds();
    }
    expect(await sql("SELECT contact_id, name FROM mart_people.contacts ORDER BY 1")).toEqual([
      ["a", "Anne"],
      ["b", "Bob"],
      ["c", "Cy"],
      ["d", null],
      ["e", "Eve"],
    ]);

    const contents = async () => {
      const found: unknown[] = [];
      for (const table of wholeTables) found.push(await sql(table));
      return found;
    };
    const before = await contents();
    await build();
    expect(await contents()).toEqual(before);

    const range = '{"replay_from": "20260302", "replay_to": "20260304"}';
    await build("--exclude-resource-type", "unit_test", "--vars", range);
    await holds();
  },
  longMs,
);

test(
  "every statement for Redshift compiles without a connection and is Redshift's SQL, first and increment alike",
  async (context) => {
    const python = await pythonOrSkip(eltRequirements, context);
    const { folder, dbt } = await smallProject(python);
    for (const load of ["first", "increment"]) {
      const args = ["compile", "--target", "redshift", "--no-introspect", "--no-populate-cache"];
      expect(await dbt(...args, "--vars", `{offline: ${load}}`)).toMatchObject({ ok: true });
      const { parsed, refused } = await redshiftStatements(python, join(folder, "target/compiled"));
      expect(refused).toEqual([]);
      expect(parsed).toBeGreaterThan(60);
    }
  },
  longMs,
);

test(
  "a mart that does not keep its contract is not built",
  async (context) => {
    const { folder, sql, dbt } = await smallProject(await pythonOrSkip(eltRequirements, context));
    await sql(fiveDays[0] ?? "");
    await writeFile(
      join(folder, "models/people/contacts.sql"),
      "select 1 as contact_id, 'x' as name",
    );
    const { ok, said } = await dbt("build");
    expect(ok).toBe(false);
    expect(said).toContain("This model has an enforced contract that failed");
  },
  longMs,
);

test(
  "a text that Redshift's column would not hold stops the build: bytes count, of a mart as declared, of the vault in what is added",
  async (context) => {
    const { folder, sql, dbt } = await smallProject(await pythonOrSkip(eltRequirements, context));
    const path = join(folder, "models/people/contacts.sql");
    const mart = (bytes: number) =>
      writeFile(path, `select 'a' as contact_id, repeat('é', ${bytes} / 2) as name`);
    const fits = async (select: string) => {
      const without = ["--exclude", "test_name:relationships", "resource_type:unit_test"];
      const { ok, said } = await dbt("build", "--select", select, ...without);
      if (!ok) expect(said).toMatch(/FAIL 1 texts_fit_/);
      return ok;
    };
    await mart(256);
    expect(await fits("contacts")).toBe(true);
    await mart(258);
    expect(await fits("contacts")).toBe(false);

    const day = fiveDays[0] ?? "";
    await sql(day.replace("'Ann'", "repeat('x', 65535)"));
    expect(await fits("+sat_contact")).toBe(true);
    await sql(day.replace("'Ann'", "repeat('x', 65536)").replaceAll("20260301", "20260302"));
    expect(await fits("+sat_contact")).toBe(false);
  },
  longMs,
);
