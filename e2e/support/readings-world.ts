import { rm } from "node:fs/promises";
import { type Lake, type LakeContents, openLake, succeeded } from "./lake.ts";
import {
  type ReadingsPlatform,
  readingsObject,
  writeReadingsPlatform,
} from "./readings-platform.ts";
import { type Sandbox, startSandbox } from "./sandbox.ts";
import { type RowStamps, sourceRows } from "./source-rows.ts";

/** An org that has aged since a lake was loaded from it: a new lake reads all of it, a copy of `loaded` what changed. */
export interface ReadingsWorld {
  readonly place: ReadingsPlatform;
  readonly sandbox: Sandbox;
  /** Not to be changed: tests work on copies. */
  readonly loaded: Lake;
  /** Rows that the org holds from now on. */
  readonly source: RowStamps;
  /** Rows that `loaded` shows. */
  readonly before: LakeContents;
  /** A lake without a state yet, or a copy of `loaded`. */
  newLake(kind: RunKind, name: string): Promise<Lake>;
  end(): Promise<void>;
}

export const runKinds = ["full", "increment"] as const;
export type RunKind = (typeof runKinds)[number];

/** More records than fit a Bulk page; their changes fill more than a REST page, and are enough to merge. */
export function largeWorld(): Promise<ReadingsWorld> {
  return readingsWorld(60_000, 8);
}

/** The same on a smaller scale: a Bulk job has one page, and loading takes a second. */
export function smallWorld(): Promise<ReadingsWorld> {
  return readingsWorld(15_000, 20);
}

/** Starts the org, loads it, and lets days pass in it. */
async function readingsWorld(rows: number, daysPassed: number): Promise<ReadingsWorld> {
  const place = writeReadingsPlatform(rows);
  const sandbox = await startSandbox(["--accounts", "0", "--data", place.data]);
  const loaded = openLake(place, sandbox, "loaded");
  succeeded(await loaded.run());
  await sandbox.age(daysPassed);
  const source = await sourceRows(sandbox, readingsObject);
  const before = await loaded.contents();
  return {
    place,
    sandbox,
    loaded,
    source,
    before,
    newLake: async (kind, name) =>
      kind === "full" ? openLake(place, sandbox, name) : loaded.copyTo(name),
    async end() {
      await sandbox.stop();
      await rm(place.folder, { recursive: true, force: true });
    },
  };
}
