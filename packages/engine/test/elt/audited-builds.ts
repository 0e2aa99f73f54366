import { execFile } from "node:child_process";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { expect, type TestContext } from "vitest";
import { pythonOrSkip } from "../../../../scripts/python-environment.mjs";
import { eltRequirements } from "./elt-requirements.ts";
import { fiveDays } from "./five-days.ts";
import { smallProject } from "./small-project.ts";
import { publishedTables } from "./vault-reference.ts";

const run = promisify(execFile);
const fullRefresh = "--full-refresh";

export interface Load {
  readonly sql: string;
  /** Load dates to build again, in place of the increment. */
  readonly replay?: readonly [from: string, to: string];
  /** Builds everything from nothing. */
  readonly full?: boolean;
}

/**
 * Builds the same loads in two projects, one that writes to what readers see and one that is audited first. After each load
 * both hold the same rows, stamps of the build included.
 */
export async function expectSameRows(python: string, loads: readonly Load[]): Promise<void> {
  const direct = await smallProject(python);
  const audited = await smallProject(python);
  const rowsOf = async ({ sql }: typeof direct) => {
    const found: unknown[] = [];
    for (const table of publishedTables) found.push(await sql(table));
    return found;
  };
  for (const [index, { sql, replay, full }] of loads.entries()) {
    if (sql) await direct.sql(sql);
    if (sql) await audited.sql(sql);
    const replayed = replay && { replay_from: replay[0], replay_to: replay[1] };
    const same = { load_id: `load-${index}`, load_dts: `2026-04-01 00:0${index}:00`, ...replayed };
    const args = ["build", "--exclude-resource-type", "unit_test", "--vars"];
    const built = await direct.dbt(...args, JSON.stringify(same), ...(full ? [fullRefresh] : []));
    expect(built.ok, built.said).toBe(true);
    await buildAndPublish(python, audited, same, full ? { DBT_FULL_REFRESH: "true" } : {});
    const loadIds = await audited.sql("SELECT DISTINCT load_id FROM raw_dv.hub_contact");
    if (full) expect(loadIds).toEqual([[same.load_id]]);
    expect(await rowsOf(audited)).toEqual(await rowsOf(direct));
  }
}

/** As a container does it. */
async function buildAndPublish(
  python: string,
  { folder, file }: Pick<Awaited<ReturnType<typeof smallProject>>, "folder" | "file">,
  { load_id, ...vars }: { readonly load_id: string },
  settings: NodeJS.ProcessEnv,
): Promise<void> {
  const env = {
    ...process.env,
    ...settings,
    PATH: `${dirname(python)}:${process.env.PATH}`,
    LAKEWRIGHT_ELT_TARGET: "duckdb",
    LAKEWRIGHT_ELT_FILE: file,
  };
  const more = JSON.stringify(vars).slice(1, -1).replaceAll('":"', '": "');
  await run("sh", ["build-and-publish.sh", load_id, more], {
    cwd: folder,
    env,
    maxBuffer: 1 << 26,
  });
}

/** A project with one day loaded, and ways to build and publish it by name. */
export async function auditedProject(context: TestContext) {
  const project = await smallProject(await pythonOrSkip(eltRequirements, context));
  await project.sql(fiveDays[0] ?? "");
  const vars = (loadId: string, more = {}) =>
    JSON.stringify({ publish: "audited", load_id: loadId, ...more });
  return {
    ...project,
    build: (loadId: string, more = {}) =>
      project.dbt(
        ...["build", "--exclude-resource-type", "unit_test"],
        ...["--vars", vars(loadId, more)],
      ),
    publish: (loadId: string) =>
      project.dbt("run-operation", "publish_build", "--vars", vars(loadId)),
    mart: () => project.sql("SELECT * FROM mart_people.contacts ORDER BY ALL"),
    hasMart: async () =>
      (await project.sql("FROM duckdb_tables() WHERE schema_name = 'mart_people'")).length > 0,
  };
}
