import { readFileSync } from "node:fs";
import { uptime } from "node:os";

/** The process that works on a run. */
export interface RunOwner {
  readonly pid: number;
  readonly host: string;
  /** Boot and start time of the process, so that a later one with the same number is another; null where unknown. */
  readonly mark: string | null;
  /** When it opened the run, by this machine's clock. */
  readonly openedAt: Date;
}

/** Who opens a run now. */
export function runOwner({ pid, host }: Pick<RunOwner, "pid" | "host">): RunOwner {
  return { pid, host, mark: processMark(pid) ?? null, openedAt: new Date() };
}

/**
 * True if the owner still runs on this machine. An owner on another host counts as gone: a state folder serves one
 * machine, and containers change their name with each start.
 */
export function isAlive(owner: RunOwner, host: string): boolean {
  if (owner.host !== host) return false;
  if (owner.mark !== null) return processMark(owner.pid) === owner.mark;
  const bootedAt = Date.now() - uptime() * 1000;
  return owner.openedAt.getTime() >= bootedAt && answersSignals(owner.pid);
}

/** Linux only: boot id and start time in clock ticks (proc(5)); undefined for a process that has ended. */
function processMark(pid: number): string | undefined {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may hold spaces and parentheses itself.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state] = fields;
    return state === "Z" || state === "X" ? undefined : `${boot}:${fields[19]}`;
  } catch {
    return undefined;
  }
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
