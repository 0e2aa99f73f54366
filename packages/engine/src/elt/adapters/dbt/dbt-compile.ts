import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { eltUnavailable } from "../../domain/elt-unavailable.ts";
import type { CompileOutcome } from "../../ports/elt-builder.ts";
import { type ModelNode, modelsOf } from "./dbt-models.ts";
import { watchedPython } from "./watched-python.ts";

const run = promisify(execFile);
const engines = ["duckdb", "redshift"] as const;

/** Reads statements, one JSON text a line; answers why Redshift's parser rejects each, or null. */
const parser = `
import json, sys, sqlglot
for line in sys.stdin:
    try:
        trees = sqlglot.parse(json.loads(line), read="redshift")
        odd = len(trees) != 1 or list(trees[0].find_all(sqlglot.exp.Command))
        print(json.dumps("it is not a single statement that the parser supports" if odd else None))
    except Exception as error:
        print(json.dumps(str(error).splitlines()[0][:200]))
`;

interface Compiled {
  readonly nodes: Readonly<Record<string, ModelNode>>;
  readonly sources: Readonly<Record<string, ModelNode>>;
}

/** Every model as dbt compiles it for an increment on each engine; no engine is asked. */
export async function compileProject(
  dbt: string,
  folder: string,
  signal: AbortSignal,
): Promise<CompileOutcome> {
  // The same moment and run for both, so that only the engines make a difference.
  const vars = JSON.stringify({ offline: "increment", load_id: "compat", load_dts: "2000-01-01" });
  const failures: string[] = [];
  const compiled: Partial<Record<(typeof engines)[number], Compiled>> = {};
  const compileFor = async (engine: (typeof engines)[number]) => {
    const target = join(folder, "target", `compat-${engine}`);
    const file = join(target, "manifest.json");
    // dbt's parse of the project stays beside it: most of the time of a call.
    await rm(file, { force: true });
    const args = ["compile", "--project-dir", folder, "--profiles-dir", folder, "--target", engine];
    args.push("--target-path", target, "--log-path", target, "--vars", vars, "--no-use-colors");
    args.push("--no-introspect", "--no-populate-cache", "--select", "resource_type:model");
    const env = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DBT_SEND_ANONYMOUS_USAGE_STATS: "false",
    };
    const [program, all] = watchedPython(dbt, args);
    await run(program, all, { cwd: folder, env, signal, maxBuffer: 1 << 26 }).catch(
      ({ stdout, message }: { stdout?: string; message: string }) =>
        failures.push(stdout || message),
    );
    if (existsSync(file)) compiled[engine] = JSON.parse(await readFile(file, "utf8")) as Compiled;
  };
  await Promise.all(engines.map(compileFor));
  // A model can be enabled for one of them alone.
  const ids = new Set(engines.flatMap((engine) => Object.keys(compiled[engine]?.nodes ?? {})));
  const models = [...ids].filter((id) => id.startsWith("model.")).sort();
  const texts = models.map((id) => compiled.redshift?.nodes[id]?.compiled_code ?? "");
  const refusals = await parseAll(join(dirname(dbt), "python"), texts);
  const none: Compiled = { nodes: {}, sources: {} };
  return {
    output: failures.join("\n"),
    compiled: {
      duckdb: await modelsOf(compiled.duckdb ?? none, folder),
      redshift: await modelsOf(compiled.redshift ?? none, folder),
    },
    models: models.map((id, index) => {
      const node = compiled.redshift?.nodes[id] ?? compiled.duckdb?.nodes[id];
      const redshift = compiled.redshift?.nodes[id]?.compiled_code;
      return {
        name: node?.name ?? id,
        isOwn: !node?.original_file_path?.startsWith("models/lakewright/"),
        duckdb: compiled.duckdb?.nodes[id]?.compiled_code,
        redshift,
        refused: redshift === undefined ? undefined : (refusals[index] ?? undefined),
      };
    }),
  };
}

async function parseAll(python: string, texts: readonly string[]): Promise<(string | null)[]> {
  if (texts.length === 0) return [];
  const parsing = run(python, ["-c", parser], { maxBuffer: 1 << 26 });
  // One that ends before it has read everything is told by how it ends, or by its answers.
  parsing.child.stdin?.on("error", () => {});
  parsing.child.stdin?.end(`${texts.map((text) => JSON.stringify(text)).join("\n")}\n`);
  const broken = "the Python environment of dbt does not work: remove it, and it is made again";
  const { stdout } = await parsing.catch((cause: unknown) => {
    throw Object.assign(eltUnavailable(`${broken}: ${python}`), { cause });
  });
  const lines = stdout.split("\n").filter((line) => line !== "");
  const isWhole =
    lines.length === texts.length && lines.every((line) => /^(null|".*")$/.test(line));
  if (isWhole) return lines.map((line) => JSON.parse(line) as string | null);
  throw eltUnavailable(`${broken}: ${python}`);
}
