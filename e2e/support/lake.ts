import { existsSync, readdirSync } from "node:fs";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { type Ended, lakewright, startLakewright } from "./lakewright.ts";
import {
  type Profile,
  profiles,
  type ReadingsPlatform,
  readingsObject,
} from "./readings-platform.ts";
import type { Sandbox } from "./sandbox.ts";
import type { RowStamps } from "./source-rows.ts";

const table = readingsObject.toLowerCase();

/** A flow in `lakewright status --json`. */
export interface FlowState {
  readonly flow: string;
  readonly profile: Profile;
  readonly loadedRows: number;
  readonly table?: string;
  readonly lastRun?: {
    readonly executionId: string;
    readonly status: string;
    readonly rows: number;
    readonly kind: string;
  };
}

/** One state folder of the platform, and the org that it reads. */
export interface Lake {
  readonly state: string;
  /** Runs that were seen to succeed, by `run` or by `status`. */
  readonly knownRuns: Set<string>;
  run(...args: readonly string[]): Promise<Ended>;
  start(...args: readonly string[]): ReturnType<typeof startLakewright>;
  call(command: string, ...args: readonly string[]): Promise<Ended>;
  status(): Promise<readonly FlowState[]>;
  contents(): Promise<LakeContents>;
  /** Files below a folder of the state, as paths from there. */
  files(folder: string): readonly string[];
  copyTo(name: string): Promise<Lake>;
}

export interface LakeContents {
  /** Rows of `current`, for each flow. */
  readonly current: ReadonlyMap<Profile, RowStamps>;
  /** Versions of records that a flow holds more than once. */
  readonly doubled: readonly string[];
  /** Rows of `ext`, for each flow. */
  readonly loaded: ReadonlyMap<Profile, number>;
}

/** A state folder called `name`; made by the first command. */
export function openLake(
  place: ReadingsPlatform,
  sandbox: Sandbox,
  name: string,
  runsBefore: Iterable<string> = [],
): Lake {
  const knownRuns = new Set(runsBefore);
  const state = join(place.folder, "states", name);
  const options = { cwd: place.platform, env: sandbox.env };
  const argsOf = (command: string, args: readonly string[]) => [command, ...args, "--state", state];
  const call = (command: string, ...args: readonly string[]) =>
    lakewright(argsOf(command, args), options);
  return {
    state,
    knownRuns,
    call,
    async run(...args) {
      const ended = await call("run", ...profiles, "--json", ...args);
      for (const id of finishedRuns(ended)) knownRuns.add(id);
      return ended;
    },
    start: (...args) => startLakewright(argsOf("run", [...profiles, ...args]), options),
    async status() {
      const { stdout } = succeeded(await call("status", "--json"));
      const { flows } = JSON.parse(stdout) as { flows: readonly FlowState[] };
      for (const { lastRun } of flows)
        if (lastRun?.status === "succeeded") knownRuns.add(lastRun.executionId);
      return flows;
    },
    async contents() {
      const { stdout } = succeeded(await call("query", contentsSql(), "--format", "csv"));
      return parseContents(stdout);
    },
    files: (folder) => filesBelow(join(state, folder)),
    async copyTo(copy) {
      const to = openLake(place, sandbox, copy, knownRuns);
      await cp(state, to.state, { recursive: true });
      return to;
    },
  };
}

/** The same end, if it was a good one. */
export function succeeded(ended: Ended): Ended {
  if (ended.status === 0) return ended;
  throw new Error(`ended with ${ended.status ?? ended.signal}:\n${ended.stderr}`);
}

/** Loaded runs according to `run --json`. */
function finishedRuns({ stdout }: Ended): readonly string[] {
  if (!stdout.startsWith("{")) return [];
  const { runs = [] } = JSON.parse(stdout) as { runs?: readonly { executionId: string }[] };
  return runs.map(({ executionId }) => executionId);
}

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

function contentsSql(): string {
  const stamp = "CAST(systemmodstamp AS VARCHAR) AS stamp";
  const parts = profiles.flatMap((profile) => [
    `SELECT '${profile}' AS what, id, ${stamp} FROM ${profile}_current.${table}`,
    `SELECT 'doubled', id, ${stamp} FROM ${profile}_ext.${table} GROUP BY id, systemmodstamp HAVING count(*) > 1`,
    `SELECT 'loaded', '${profile}', CAST(count(*) AS VARCHAR) FROM ${profile}_ext.${table}`,
  ]);
  return parts.join(" UNION ALL ");
}

function parseContents(csv: string): LakeContents {
  const current = new Map<Profile, Map<string, string>>(profiles.map((p) => [p, new Map()]));
  const loaded = new Map<Profile, number>();
  const doubled: string[] = [];
  for (const line of csv.trim().split(/\r?\n/).slice(1)) {
    const [what = "", id = "", text = ""] = line.split(",");
    if (what === "doubled") doubled.push(`${id} ${text}`);
    else if (what === "loaded") loaded.set(id as Profile, Number(text));
    else if (current.get(what as Profile)?.has(id)) doubled.push(`${what} current ${id}`);
    else current.get(what as Profile)?.set(id, isoOf(text));
  }
  return { current, doubled, loaded };
}

/** `2020-01-06 05:00:00+00` as the org's clients would write it. */
function isoOf(text: string): string {
  return new Date(`${text.replace(" ", "T")}:00`).toISOString();
}
