import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type {
  EltBuilder,
  EltOutcome,
  EltProgress,
  EltRequest,
} from "../../../ports/elt-builder.ts";
import { beginFile, builtTables, writeSourceViews, writeTable } from "./build-file.ts";
import { compileProject } from "./dbt-compile.ts";
import { dbtEnvironment } from "./dbt-environment.ts";
import { modelsOf } from "./dbt-models.ts";
import { eltResults, type Manifest, type RunResults } from "./dbt-results.ts";

export interface DbtBuilderOptions {
  /** Where projects are written: `<folder>/<project>`. */
  readonly projects: string;
  /** Where the files that dbt leaves are kept: `<folder>/<load id>/<project>`. */
  readonly artifacts: string;
  readonly requirements: string;
  /** Where virtual environments are kept. */
  readonly cache: string;
}

/** dbt in a child process of its own, which alone has the build file open while it runs. */
export function dbtBuilder(options: DbtBuilderOptions): EltBuilder {
  let dbt: string | undefined;
  return {
    whyNot: async (say) => {
      const made = await dbtEnvironment(options.requirements, options.cache, say);
      if ("missing" in made) return made.missing;
      dbt = made.dbt;
      return undefined;
    },
    begin: async (file, from, report) => {
      await beginFile(file, from);
      return {
        run: async (request, signal) => {
          if (dbt === undefined) throw new Error("whyNot() is asked before a build begins");
          await writeSourceViews(file, request.sources);
          const folder = join(options.projects, request.project);
          await writeProject(folder, request);
          const said = await runDbt(dbt, folder, file, request, { signal, report });
          const outcome = await outcomeOf(folder, said);
          await keepArtifacts(folder, join(options.artifacts, request.loadId, request.project));
          return outcome;
        },
        tables: (schemas) => builtTables(file, schemas),
        writeParquet: (table, to) => writeTable(file, table, to),
      };
    },
    compile: async (request, signal) => {
      if (dbt === undefined) throw new Error("whyNot() is asked before a project is compiled");
      const folder = join(options.projects, request.project);
      await writeProject(folder, request);
      return compileProject(dbt, folder, signal);
    },
    digestOf,
    keep: async (loadId, name, text) => {
      const folder = join(options.artifacts, loadId);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, name), text);
    },
    remove: (file) => rm(dirname(file), { recursive: true, force: true }),
  };
}

/** The generated files and the project's own beside them; what earlier versions generated is gone. dbt's parse of it stays. */
async function writeProject(
  folder: string,
  { files, ownFolder }: Pick<EltRequest, "files" | "ownFolder">,
): Promise<void> {
  for (const part of ["models", "macros", "tests", "seeds"])
    await rm(join(folder, part), { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  if (existsSync(ownFolder)) await cp(ownFolder, folder, { recursive: true });
  await rm(join(folder, "target", "run_results.json"), { force: true });
}

interface Watch {
  readonly signal: AbortSignal;
  readonly report: (progress: EltProgress) => void;
}

async function runDbt(
  dbt: string,
  folder: string,
  file: string,
  { project, loadId, since, replay }: EltRequest,
  { signal, report }: Watch,
): Promise<string> {
  const vars = {
    load_id: loadId,
    since,
    ...(replay ? { replay_from: replay.from, replay_to: replay.to } : {}),
  };
  const args = ["build", "--project-dir", folder, "--profiles-dir", folder, "--target", "duckdb"];
  args.push("--no-use-colors", "--vars", JSON.stringify(vars));
  // Their rows are of days that a replay may not hold.
  if (replay) args.push("--exclude-resource-type", "unit_test");
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    LAKEWRIGHT_ELT_FILE: file,
    DBT_SEND_ANONYMOUS_USAGE_STATS: "false",
  };
  const child = spawn(dbt, args, { cwd: folder, env, signal, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const take = (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-100_000);
    const last = [
      ...chunk.toString().matchAll(/(\d+) of (\d+) (?:OK|PASS|WARN|FAIL|ERROR|SKIP)/g),
    ].at(-1);
    if (last) report({ project, done: Number(last[1]), total: Number(last[2]) });
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  await new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve());
  });
  return said;
}

async function outcomeOf(folder: string, said: string): Promise<EltOutcome> {
  const read = async (name: string) =>
    JSON.parse(await readFile(join(folder, "target", name), "utf8")) as unknown;
  if (!existsSync(join(folder, "target", "run_results.json")))
    return { ok: false, results: [], models: [], said };
  const manifest = (await read("manifest.json")) as Manifest;
  const results = eltResults((await read("run_results.json")) as RunResults, manifest);
  const ok = results.every(({ status }) => status === "ok" || status === "warned");
  return { ok: ok && results.length > 0, results, models: await modelsOf(manifest, folder), said };
}

async function keepArtifacts(folder: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const name of ["manifest.json", "run_results.json"]) {
    const file = join(folder, "target", name);
    if (existsSync(file)) await cp(file, join(to, name));
  }
}

async function digestOf(folder: string): Promise<string> {
  if (!existsSync(folder)) return "";
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash("sha256");
  for (const path of paths)
    hash
      .update(path.slice(folder.length))
      .update("\0")
      .update(await readFile(path));
  return hash.digest("hex");
}
