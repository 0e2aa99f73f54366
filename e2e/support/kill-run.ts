import { statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Lake } from "./lake.ts";
import type { Ended, Running } from "./lakewright.ts";

/** When a run is stopped: told by its age, or by what it has left on disk. */
export interface Moment {
  readonly name: string;
  /** Resolves when it has come; `hasEnded` tells that it never will. */
  reached(lake: Lake, hasEnded: () => boolean): Promise<void>;
}

/** So many milliseconds after the start. */
export function after(ms: number): Moment {
  return { name: `after ${Math.round(ms)} ms`, reached: () => wait(ms) };
}

/** As soon as a file below `folder` fits that was not there when the run began. */
export function whenFile(name: string, folder: "s3" | "spool", pattern: RegExp): Moment {
  return {
    name,
    reached(lake, hasEnded) {
      const before = new Set(lake.files(folder));
      const isThere = () => lake.files(folder).some((f) => pattern.test(f) && !before.has(f));
      return poll(isThere, hasEnded);
    },
  };
}

/** As soon as the state file has been written to so many times. */
export function whenStateChanges(times: number): Moment {
  return {
    name: `when the state has changed ${times} times`,
    reached(lake, hasEnded) {
      let last = stateMark(lake);
      let changes = 0;
      const isEnough = () => {
        const mark = stateMark(lake);
        if (mark !== last) changes++;
        last = mark;
        return changes >= times;
      };
      return poll(isEnough, hasEnded);
    },
  };
}

function stateMark({ state }: Lake): string {
  return ["catalog.db", "catalog.db-wal"]
    .map((file) => statSync(join(state, file), { throwIfNoEntry: false }))
    .map((found) => (found ? `${found.size}@${found.mtimeMs}` : "none"))
    .join(" ");
}

async function poll(isReached: () => boolean, hasEnded: () => boolean): Promise<void> {
  while (!hasEnded()) {
    if (isReachedSafely(isReached)) return;
    await wait(1);
  }
}

/** Files come and go while they are listed. */
function isReachedSafely(isReached: () => boolean): boolean {
  try {
    return isReached();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

/** Starts a run of both flows and sends it the signal at the moment. */
export async function stopRun(
  lake: Lake,
  moment: Moment,
  signal: "SIGKILL" | "SIGINT" | "SIGTERM",
): Promise<Ended> {
  const { child, ended }: Running = lake.start();
  let isOver = false;
  const over = ended.finally(() => {
    isOver = true;
  });
  await Promise.race([moment.reached(lake, () => isOver), over]);
  child.kill(signal);
  return ended;
}
