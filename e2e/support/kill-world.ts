import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { KilledCommand } from "./kill-plan.ts";
import { accessOf, warehouseAndRoles } from "./kill-platform.ts";
import { type Lake, openLake, succeeded } from "./lake.ts";
import { type Running, startLakewright } from "./lakewright.ts";
import { profiles, readingsObject, writeReadingsPlatform } from "./readings-platform.ts";
import { startSandbox } from "./sandbox.ts";
import { openJobs, type RowStamps, sourceRows } from "./source-rows.ts";

/** An org and one lake of it that many commands are killed over. */
export interface KillWorld {
  readonly lake: Lake;
  /** Where commands make temporary files. */
  readonly temporary: string;
  /** The rows of the org. */
  source(): Promise<RowStamps>;
  age(): Promise<void>;
  /** Ids of the Bulk jobs that the org holds. */
  jobs(): Promise<readonly string[]>;
  /** Starts the commands of a kill, each as the leader of a session of its own; the first is the victim. */
  start(command: KilledCommand): readonly Running[];
  /** Repeats the victim to its end. */
  repeat(command: KilledCommand): Promise<void>;
  end(): Promise<void>;
}

const table = readingsObject.toLowerCase();
const asReader = `SELECT site__c, count(*) AS n FROM by_bulk_current.${table} GROUP BY ALL ORDER BY ALL`;
const calls = {
  run: ["run", ...profiles, "--json"],
  "run --reconcile": ["run", ...profiles, "--reconcile", "--json"],
  elt: ["elt", "--json"],
  "query --as": ["query", "--as", "reader", asReader],
  "access diff": ["access", "diff", "--base", "HEAD"],
  reset: ["reset", "--yes"],
};

/** Loaded and built once; `rows` are few, so that a kill is cheap. */
export async function killWorld(rows: number): Promise<KillWorld> {
  const place = writeReadingsPlatform(rows, warehouseAndRoles);
  const sandbox = await startSandbox(["--accounts", "0", "--data", place.data]);
  const temporary = join(place.folder, "tmp");
  mkdirSync(temporary);
  const root = join(import.meta.dirname, "../..");
  const env = { ...sandbox.env, LAKEWRIGHT_CACHE: join(root, ".venv"), TMPDIR: temporary };
  commit(place.platform);
  // Fewer columns than in the commit: a change that `access diff` shows and lets pass.
  writeFileSync(join(place.platform, "access.yaml"), accessOf("site__c"));
  const lake = openLake(place, { ...sandbox, env }, "state");
  const argsOf = (call: keyof typeof calls) => [...calls[call], "--state", lake.state];
  const options = { cwd: place.platform, env, detached: true };
  const partsOf = (command: KilledCommand) => command.split(" beside ") as (keyof typeof calls)[];
  return {
    lake,
    temporary,
    source: () => sourceRows(sandbox, readingsObject),
    age: () => sandbox.age(1),
    jobs: () => openJobs(sandbox),
    start: (command) => partsOf(command).map((call) => startLakewright(argsOf(call), options)),
    async repeat(command) {
      const [first = "run"] = partsOf(command);
      succeeded(await startLakewright(argsOf(first), options).ended);
    },
    async end() {
      await sandbox.stop();
      await rm(place.folder, { recursive: true, force: true });
    },
  };
}

function commit(folder: string): void {
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
      cwd: folder,
    });
  git("init", "-q");
  git("add", "-A");
  git("commit", "-qm", "rules");
}
