import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pythonOrSkip } from "../../../../../scripts/python-environment.mjs";
import { eltRequirements } from "../../../test/elt/elt-requirements.ts";
import {
  smallInput,
  smallProject,
  smallSources,
  writeFiles,
} from "../../../test/elt/small-project.ts";
import { projectFiles } from "./project-files.ts";
import {
  ageLimits,
  type SourceFreshness,
  sourceFreshness,
  sourcesJson,
} from "./source-freshness.ts";

const limits = { warnAfterHours: 36, errorAfterHours: 72, onStale: "warn" } as const;
const schedule = { kind: "rate", value: 1, unit: "days", expression: "rate(1days)" } as const;

interface Sources {
  readonly results: readonly { unique_id: string; status: string; max_loaded_at: string }[];
}

const told = ({ results }: Sources) =>
  results
    .map(({ unique_id, status, max_loaded_at }) => [unique_id, status, max_loaded_at.slice(0, 10)])
    .toSorted();

test("dbt judges the generated sources alike, and reads our sources.json as one of its own", async (context) => {
  const python = await pythonOrSkip(eltRequirements, context);
  const { folder, sql, dbt } = await smallProject(python);
  const watched = { freshness: ageLimits(limits, schedule) };
  const sources = smallSources.map((source) => ({ ...source, ...watched }));
  await writeFiles(folder, projectFiles({ ...(await smallInput()), sources }));
  const now = new Date();
  const found: SourceFreshness[] = [];
  // Half a day from every limit, whatever the time of day.
  for (const [table, days] of [
    ["contact", 0],
    ["account", 2],
    ["region", 5],
  ] as const) {
    const loadedTo = new Date(now.getTime() - days * 86_400_000);
    const day = loadedTo.toISOString().slice(0, 10).replaceAll("-", "");
    await sql(`INSERT INTO crm_ext.${table} (load_day) VALUES ('20200101'), ('${day}')`);
    const feed = { table: `crm.${table}`, flow: table, schedule, loadedTo };
    found.push(sourceFreshness(feed, limits, now) as SourceFreshness);
  }
  await dbt("source", "freshness", "--target", "duckdb");
  const theirs = JSON.parse(await readFile(join(folder, "target/sources.json"), "utf8"));
  const ours = sourcesJson(found, {
    project: "small",
    at: now,
    invocationId: "0d4f2b51-4a3c-8d6e-9b7a-0c1d2e3f4a5b",
  });
  expect(told(ours as Sources)).toEqual(told(theirs));
  expect(found.map(({ status }) => status)).toEqual(["fresh", "late", "stale"]);

  const file = join(folder, "sources.json");
  await writeFile(file, JSON.stringify(ours));
  const read = `import json, sys
from dbt.artifacts.schemas.freshness import FreshnessExecutionResultArtifact
artifact = FreshnessExecutionResultArtifact.read_and_check_versions(sys.argv[1])
print(json.dumps([str(result.status) for result in artifact.results]))`;
  const said = execFileSync(python, ["-c", read, file], { encoding: "utf8" });
  expect(JSON.parse(said)).toEqual(["pass", "warn", "error"]);
});
