import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { pythonOrSkip } from "../../../../../../scripts/python-environment.mjs";
import { eltRequirements } from "../../../../test/elt/elt-requirements.ts";
import { smallProject } from "../../../../test/elt/small-project.ts";
import { modelCompat } from "../../domain/compat.ts";
import { compileProject } from "./dbt-compile.ts";

test("generated models run alike or are rewritten; a model of one's own that does not is named", async (context) => {
  const python = await pythonOrSkip(eltRequirements, context);
  const { folder } = await smallProject(python);
  const own = join(folder, "models/own");
  await mkdir(own);
  await writeFile(
    join(own, "months.sql"),
    "select to_char(load_dts, 'YYYYMM') as month from {{ ref('hub_contact') }}",
  );
  await writeFile(join(own, "broken.sql"), "select from where");
  const { signal } = new AbortController();
  const { models, output } = await compileProject(join(dirname(python), "dbt"), folder, signal);
  expect(output).toBe("");
  const verdicts = new Map(models.map((model) => [model.name, modelCompat(model).verdict]));
  expect(verdicts.get("months")).toBe("not_runnable");
  expect(verdicts.get("broken")).toBe("not_runnable");
  expect(verdicts.get("sat_contact_history")).toBe("ok");
  expect(verdicts.get("stg_crm__contact")).toBe("rewritten");
  verdicts.delete("months");
  verdicts.delete("broken");
  expect(new Set(verdicts.values())).toEqual(new Set(["ok", "rewritten"]));
});

test("a model that refers to one that does not exist leaves nothing compiled, and dbt says why", async (context) => {
  const python = await pythonOrSkip(eltRequirements, context);
  const { folder } = await smallProject(python);
  await mkdir(join(folder, "models/own"));
  await writeFile(join(folder, "models/own/slip.sql"), "select * from {{ ref('hub_contcat') }}");
  const { signal } = new AbortController();
  const { models, output } = await compileProject(join(dirname(python), "dbt"), folder, signal);
  expect(models).toEqual([]);
  expect(output).toContain("hub_contcat");
});
