import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { diskError } from "./disk-error.ts";
import { isAlive, type RunOwner, runOwner } from "./run-owner.ts";

/** The part of the spool that belongs to this process. */
export interface ProcessSpool {
  readonly folder: string;
  /** Removes the folder with whatever is in it. */
  close(): Promise<void>;
}

/**
 * Makes the folder of this process in the spool, named after it, and removes those of processes that have ended, because
 * a killed process cannot clean up. Fails with `disk_full`.
 */
export async function openSpool(
  spool: string,
  user: Pick<RunOwner, "pid" | "host">,
): Promise<ProcessSpool> {
  const name = nameOf(runOwner(user));
  const folder = join(spool, name);
  for (const other of await readdir(spool))
    if (!belongsToLiving(other, user.host)) await removeAll(join(spool, other));
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw diskError(error, folder);
  }
  return { folder, close: () => removeAll(folder) };
}

function removeAll(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true });
}

/** `<pid>,<host>,<mark>,<opened at>`, which file systems and people can read. */
function nameOf({ pid, host, mark, openedAt }: RunOwner): string {
  return [pid, host, mark ?? "", openedAt.getTime()].map(encodeURIComponent).join(",");
}

function belongsToLiving(name: string, host: string): boolean {
  const [pid = "", owner = "", mark = "", openedAt = ""] = name.split(",").map(decoded);
  const found = { pid: Number(pid), host: owner, mark: mark === "" ? null : mark };
  return isAlive({ ...found, openedAt: new Date(Number(openedAt)) }, host);
}

/** Empty for a name that no process of ours has given: its folder belongs to nobody. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
