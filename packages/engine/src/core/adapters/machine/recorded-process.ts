import { readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { isAlive, type RunOwner, runOwner } from "./run-owner.ts";

const pollMs = 20;
const patienceMs = 10_000;

/** Writes down a child of this process, so that whoever cleans up after this process can end it. */
export async function recordProcess(file: string, pid: number): Promise<void> {
  await writeFile(file, JSON.stringify(runOwner({ pid, host: hostname() })));
}

/** Whether the process that the file records has ended; false where that cannot be told, as for one on another host. */
export async function recordedProcessEnded(file: string): Promise<boolean> {
  const recorded = await recordedIn(file);
  return recorded?.host === hostname() && !isAlive(recorded, hostname());
}

/**
 * Ends the process that the file records, and waits until it is gone, ten seconds at most. One that merely has the same number, and one of
 * another user, is left alone.
 */
export async function endRecordedProcess(file: string): Promise<void> {
  const recorded = await recordedIn(file);
  const stillRuns = () => recorded?.mark != null && isAlive(recorded, hostname());
  const giveUpAt = Date.now() + patienceMs;
  if (recorded && stillRuns()) killIfThere(recorded.pid);
  while (stillRuns() && Date.now() < giveUpAt) await wait(pollMs);
  await rm(file, { force: true });
}

/** Undefined if there is no file, or one that a killed process did not write to its end. */
async function recordedIn(file: string): Promise<RunOwner | undefined> {
  try {
    const { openedAt, ...owner } = JSON.parse(await readFile(file, "utf8")) as RunOwner;
    return { ...owner, openedAt: new Date(openedAt) };
  } catch {
    return undefined;
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!["ESRCH", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}
