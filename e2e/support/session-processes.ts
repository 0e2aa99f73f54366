import { readdirSync, readFileSync } from "node:fs";

export interface SessionProcess {
  readonly pid: number;
  readonly commandLine: string;
}

/** Living processes of the session that a detached command leads: itself and whatever it has started, orphans too. Linux only. */
export function processesOf(session: number): readonly SessionProcess[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const [state = "", , , ofSession] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (Number(ofSession) !== session || state === "Z" || state === "X") return [];
      const commandLine = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
      return [{ pid: Number(name), commandLine }];
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
}

/** Sends SIGKILL; to a process group with a negative number. One that has ended is fine. */
export function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
