import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const pageKiB = 4;

/** Memory of a process in MiB as the system sees it; 0 where the process is gone or the system does not tell. */
export async function residentMiB(pid: number): Promise<number> {
  try {
    if (process.platform === "linux") return (await residentPages(pid)) * (pageKiB / 1024);
    const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]);
    return Number(stdout) / 1024;
  } catch {
    return 0;
  }
}

async function residentPages(pid: number): Promise<number> {
  const [, resident] = (await readFile(`/proc/${pid}/statm`, "utf8")).split(" ");
  return Number(resident);
}
