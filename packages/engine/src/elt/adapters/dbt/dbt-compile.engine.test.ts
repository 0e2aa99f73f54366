import { chmod, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
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
  const alone = "{{ config(enabled=(target.type == 'duckdb')) }} select 1 as one";
  await writeFile(join(own, "on_duckdb_alone.sql"), alone);
  const { signal } = new AbortController();
  const { models, output } = await compileProject(join(dirname(python), "dbt"), folder, signal);
  expect(output).toBe("");
  const verdicts = new Map(models.map((model) => [model.name, modelCompat(model).verdict]));
  expect(verdicts.get("months")).toBe("not_runnable");
  expect(verdicts.get("broken")).toBe("not_runnable");
  expect(verdicts.get("sat_contact_history")).toBe("ok");
  expect(verdicts.get("stg_crm__contact")).toBe("rewritten");
  expect(verdicts.get("on_duckdb_alone")).toBe("not_runnable");
  verdicts.delete("on_duckdb_alone");
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

test.each([
  ["prints something else", "echo rubbish; exit 0"],
  ["prints nothing", "exit 0"],
  ["fails", "exit 3"],
])("a Python that %s is told as such, whatever it leaves unread", async (_, body) => {
  const folder = await mkdtemp(join(tmpdir(), "lakewright-compile-"));
  const programs = { dbt: fakeDbt, python: `${runsPrograms}${body}\n` };
  for (const [name, text] of Object.entries(programs)) {
    await writeFile(join(folder, name), text);
    await chmod(join(folder, name), 0o700);
  }
  const { signal } = new AbortController();
  await expect(compileProject(join(folder, "dbt"), folder, signal)).rejects.toMatchObject({
    code: "elt_unavailable",
  });
});

/** A Python that runs a program which it is to watch, and does nothing else of what Python does. */
const runsPrograms = '#!/bin/sh\nif [ $# -gt 2 ]; then shift 2; exec "$@"; fi\n';

/** Leaves a manifest of one model whose statement does not fit into a pipe. */
const fakeDbt = `#!/usr/bin/env node
const { mkdirSync, writeFileSync } = require("node:fs");
const to = process.argv[process.argv.indexOf("--target-path") + 1];
const node = { name: "m", resource_type: "model", schema: "s", alias: "m", config: {}, columns: {},
  depends_on: { nodes: [] }, original_file_path: "models/m.sql", compiled_code: "select 1 -- ".padEnd(1e6, "x") };
mkdirSync(to, { recursive: true });
writeFileSync(to + "/manifest.json", JSON.stringify({ nodes: { "model.p.m": node }, sources: {} }));
`;
