import { spawn } from "node:child_process";
import { rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  endRecordedProcess,
  recordProcess,
} from "../../../core/adapters/machine/recorded-process.ts";
import type { EltProgress, EltRequest } from "../../ports/elt-builder.ts";
import { warehouseFile } from "./build-file.ts";
import { watchedPython } from "./watched-python.ts";

/** In the project's folder: the folder of the state that is built. */
const buildLink = "build";

/** Beside the state that is built: the dbt that builds it. */
const processFileOf = (file: string) => join(dirname(file), "dbt.process");

/** Ends the dbt of a build whose own process is gone: dbt ends by itself then, unless something holds it up. */
export function endLeftDbt(file: string): Promise<void> {
  return endRecordedProcess(processFileOf(file));
}

interface Watch {
  readonly signal: AbortSignal;
  readonly report: (progress: EltProgress) => void;
}

interface DbtCall extends EltRequest {
  /** The program. */
  readonly dbt: string;
  /** Of the project. */
  readonly folder: string;
  /** Of the state that is built. */
  readonly file: string;
  readonly testsNewRows: boolean;
}

export interface DbtEnd {
  readonly output: string;
  /** Exit code 0: whatever the files that dbt left say, nothing else is a success. */
  readonly ok: boolean;
}

/**
 * Builds a project and returns what dbt said, and whether it ended well. Values that differ from run to run are passed in the environment, and the file is found under one name: dbt would parse the whole
 * project again for another variable of the command line or another path.
 */
export async function runDbt(
  { dbt, folder, project, loadId, since, replay, file, testsNewRows }: DbtCall,
  { signal, report }: Watch,
): Promise<DbtEnd> {
  const settings = { load_id: loadId, since, ...(testsNewRows ? { audit: "increment" } : {}) };
  const vars = replay ? { replay_from: replay.from, replay_to: replay.to } : {};
  const args = ["build", "--project-dir", folder, "--profiles-dir", folder, "--target", "duckdb"];
  args.push("--no-use-colors", "--vars", JSON.stringify(vars));
  // Their rows are of days that a replay may not hold; and they test the project's text alone.
  if (replay || testsNewRows) args.push("--exclude-resource-type", "unit_test");
  await rm(join(folder, buildLink), { recursive: true, force: true });
  await symlink(dirname(file), join(folder, buildLink), "junction");
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    LAKEWRIGHT_ELT_FILE: `${buildLink}/${warehouseFile}`,
    DBT_ENV_CUSTOM_ENV_LAKEWRIGHT_RUN: JSON.stringify(settings),
    DBT_SEND_ANONYMOUS_USAGE_STATS: "false",
  };
  const [program, all] = watchedPython(dbt, args);
  const child = spawn(program, all, { cwd: folder, env, signal, stdio: "pipe" });
  child.stdin.on("error", () => {});
  let output = "";
  const take = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-100_000);
    const last = [
      ...chunk.toString().matchAll(/(\d+) of (\d+) (?:OK|PASS|WARN|FAIL|ERROR|SKIP)/g),
    ].at(-1);
    if (last) report({ project, done: Number(last[1]), total: Number(last[2]) });
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  const ended = new Promise<number | null>((resolve, reject) => {
    // Cancelled: dbt was asked to end, and has the file open until it does.
    child.once("error", (error) => {
      if (!signal.aborted) reject(error);
    });
    child.once("close", resolve);
  });
  if (child.pid !== undefined) await recordProcess(processFileOf(file), child.pid);
  const code = await ended;
  await rm(processFileOf(file), { force: true });
  return { output, ok: code === 0 };
}
