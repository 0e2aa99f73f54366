import type { Vault } from "@lakewright/config";
import type { TestContext } from "vitest";
import { pythonOrSkip } from "../../../../scripts/python-environment.mjs";
import type { EltInput } from "../../src/elt/domain/elt-input.ts";
import { generateProject } from "../../src/elt/domain/generate-project.ts";
import { eltRequirements } from "./elt-requirements.ts";
import { fiveDays } from "./five-days.ts";
import { smallInput, smallProject, smallSources, writeFiles } from "./small-project.ts";

const [one = ""] = fiveDays;

/** A project with a vault of one day, and a way to declare it otherwise. */
export async function vaultOfOneDay(context: TestContext, vars: object) {
  const project = await smallProject(await pythonOrSkip(eltRequirements, context));
  const input = await smallInput();
  const { vault } = input.warehouse;
  if (!vault) throw new Error("no vault");
  await project.sql(one);
  const run = (select: string, more = {}) =>
    project.dbt("run", "--select", select, "--vars", JSON.stringify({ ...vars, ...more }));
  return {
    ...project,
    run,
    declare: (changed: Partial<Vault>, sources = smallSources) => {
      const warehouse = { ...input.warehouse, vault: { ...vault, ...changed } };
      const next: EltInput = { ...input, warehouse, sources };
      return writeFiles(project.folder, generateProject(next));
    },
    vault,
    columns: async () =>
      (
        await project.sql(
          "SELECT column_name FROM duckdb_columns() WHERE table_name = 'sat_contact' AND schema_name = 'raw_dv'",
        )
      ).flat(),
  };
}

/** The satellite of contacts with these columns. */
export function contactOf({ satellites }: Vault, ...columns: string[]): Pick<Vault, "satellites"> {
  return {
    satellites: satellites.map((each) => (each.name === "contact" ? { ...each, columns } : each)),
  };
}
