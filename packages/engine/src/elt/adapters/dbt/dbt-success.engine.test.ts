import { createHash } from "node:crypto";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { dbtBuilder } from "./dbt-builder.ts";

const results = {
  results: [{ unique_id: "model.small.a", status: "success", execution_time: 1, message: null }],
};
const manifest = { nodes: {}, sources: {}, child_map: {} };

/** A builder whose dbt leaves the files of a success, whatever it ends with. */
async function builderWithDbt(exitCode: number) {
  const folder = await mkdtemp(join(tmpdir(), "lakewright-dbt-success-"));
  const requirements = join(folder, "requirements.txt");
  await writeFile(requirements, "dbt-core==1\n");
  const digest = createHash("sha256").update("dbt-core==1\n").digest("hex").slice(0, 12);
  const environment = join(folder, "cache", `elt-${digest}`);
  await mkdir(join(environment, "bin"), { recursive: true });
  await mkdir(join(environment, "installed"));
  const left = (name: string, content: unknown) =>
    `echo '${JSON.stringify(content)}' > target/${name}`;
  const dbt = `#!/bin/sh\nmkdir -p target\n${left("run_results.json", results)}\n${left("manifest.json", manifest)}\nexit ${exitCode}\n`;
  const python = '#!/bin/sh\nshift 2\nexec "$@"\n';
  await writeFile(join(environment, "bin/python"), python, { mode: 0o755 });
  await writeFile(join(environment, "bin/dbt"), dbt, { mode: 0o755 });
  const builder = dbtBuilder({
    projects: join(folder, "elt"),
    artifacts: join(folder, "artifacts"),
    requirements,
    cache: join(folder, "cache"),
  });
  expect(await builder.prepare(() => {})).toBeUndefined();
  await mkdir(join(folder, "state"));
  const build = await builder.begin(join(folder, "state/warehouse.duckdb"), undefined, () => {});
  const request = {
    loadId: "load-1",
    project: "small",
    files: { "dbt_project.yml": "name: small\n" },
    ownFolder: join(folder, "own"),
    sources: [],
    since: {},
    replay: undefined,
  };
  return build.run(request, new AbortController().signal);
}

test("only a dbt that ends with 0 has succeeded, whatever its results say", async () => {
  expect(await builderWithDbt(0)).toMatchObject({ ok: true });
  expect(await builderWithDbt(2)).toMatchObject({ ok: false });
});
