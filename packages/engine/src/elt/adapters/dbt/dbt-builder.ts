import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { EltBuilder, EltOutcome, EltRequest } from "../../ports/elt-builder.ts";
import { beginFile, builtTables, dropTables, writeSourceViews, writeTable } from "./build-file.ts";
import { compileProject } from "./dbt-compile.ts";
import { dbtEnvironment } from "./dbt-environment.ts";
import { modelsOf } from "./dbt-models.ts";
import { eltResults, type Manifest, type RunResults } from "./dbt-results.ts";
import { type DbtEnd, endLeftDbt, runDbt } from "./run-dbt.ts";
import { keepTestedText, testedTextOf } from "./tested-text.ts";

export interface DbtBuilderOptions {
  /** Where projects are written: `<folder>/<project>`. */
  readonly projects: string;
  /** Where the files that dbt leaves are kept: `<folder>/<load id>/<project>`. */
  readonly artifacts: string;
  readonly requirements: string;
  /** Where virtual environments are kept. */
  readonly cache: string;
}

/** dbt in a child process, which alone has the build file open while it runs. */
export function dbtBuilder(options: DbtBuilderOptions): EltBuilder {
  let dbt: string | undefined;
  return {
    prepare: async (say) => {
      const made = await dbtEnvironment(options.requirements, options.cache, say);
      if ("missing" in made) return made.missing;
      dbt = made.dbt;
      return undefined;
    },
    begin: async (file, from, report) => {
      await beginFile(file, from);
      return {
        run: async (request, signal) => {
          if (dbt === undefined) throw new Error("prepare() comes before a build");
          await writeSourceViews(file, request.sources);
          const folder = join(options.projects, request.project);
          await writeProject(folder, request);
          const text = await textDigest(request);
          const isTested =
            from !== undefined && (await testedTextOf(from, request.project)) === text;
          const testsNewRows = isTested && !request.replay;
          const began = performance.now();
          const ended = await runDbt(
            { ...request, dbt, folder, file, testsNewRows },
            { signal, report },
          );
          const dbtMs = performance.now() - began;
          const outcome = { ...(await readOutcome(folder, ended)), dbtMs };
          if (outcome.ok) await keepTestedText(file, request.project, text);
          await keepArtifacts(folder, join(options.artifacts, request.loadId, request.project));
          return outcome;
        },
        tables: (schemas) => builtTables(file, schemas),
        drop: (tables) => dropTables(file, tables),
        writeParquet: (table, to) => writeTable(file, table, to),
      };
    },
    compile: async (request, signal) => {
      if (dbt === undefined) throw new Error("prepare() comes before compiling");
      const folder = join(options.projects, request.project);
      await writeProject(folder, request);
      return compileProject(dbt, folder, signal);
    },
    digestOf,
    keep: async (loadId, name, text) => {
      const file = join(options.artifacts, loadId, name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    },
    kept: async (loadId, name) => {
      const file = join(options.artifacts, loadId, name);
      return existsSync(file) ? readFile(file, "utf8") : undefined;
    },
    forget: async (builds, newest) => {
      if (!existsSync(options.artifacts)) return;
      // Builds are named by the time at which they began.
      const all = (await readdir(options.artifacts)).sort();
      const kept = new Set([...builds, ...all.slice(-newest)]);
      for (const name of all.filter((each) => !kept.has(each)))
        await rm(join(options.artifacts, name), { recursive: true, force: true });
    },
    remove: async (file) => {
      await endLeftDbt(file);
      await rm(dirname(file), { recursive: true, force: true });
    },
  };
}

/** Writes the generated files with the project's own beside them, and removes those of earlier versions. Keeps dbt's parse of the project. */
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

async function readOutcome(
  folder: string,
  { output, ok: endedWell }: DbtEnd,
): Promise<Omit<EltOutcome, "dbtMs">> {
  const read = async (name: string) =>
    JSON.parse(await readFile(join(folder, "target", name), "utf8")) as unknown;
  if (!existsSync(join(folder, "target", "run_results.json")))
    return { ok: false, results: [], models: [], output };
  const manifest = (await read("manifest.json")) as Manifest;
  const results = eltResults((await read("run_results.json")) as RunResults, manifest);
  const ok = results.every(({ status }) => status === "ok" || status === "warned");
  return {
    ok: endedWell && ok && results.length > 0,
    results,
    models: await modelsOf(manifest, folder),
    output,
  };
}

async function keepArtifacts(folder: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const name of ["manifest.json", "run_results.json"]) {
    const file = join(folder, "target", name);
    if (existsSync(file)) await cp(file, join(to, name));
  }
}

/** Digest of all text that a project is built from. */
async function textDigest({ files, ownFolder }: EltRequest): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify(files));
  return hash.update(await digestOf(ownFolder)).digest("hex");
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
