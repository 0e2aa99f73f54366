import { execFile } from "node:child_process";
import { statfs } from "node:fs/promises";
import { promisify } from "node:util";
import type { Context } from "../command.ts";
import { showBytes } from "../output/amounts.ts";
import type { Finding } from "./finding.ts";

/** Node, the native engines and the disk. */
export async function checkMachine(context: Context): Promise<Finding[]> {
  return [
    nodeVersion(context.io.nodeVersion),
    await loads("DuckDB", async () => (await import("./duckdb-version.ts")).duckDbVersion()),
    await loads("SQLite", async () => {
      await import("libsql");
      return "libsql";
    }),
    await freeDisk(context.io.cwd),
  ];
}

const minNode = [20, 19] as const;

/** Node 20.19 is the first that everything here runs on. */
export function nodeVersion(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isEnough = major > minNode[0] || (major === minNode[0] && minor >= minNode[1]);
  if (isEnough) return { state: "ok", what: "Node", says: version };
  const todo = `install Node ${minNode.join(".")} or newer: https://nodejs.org`;
  return { state: "fail", what: "Node", says: `${version} is too old`, todo };
}

async function loads(what: string, version: () => Promise<string>): Promise<Finding> {
  try {
    return { state: "ok", what, says: `${await version()} loads` };
  } catch (error) {
    const says = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    const todo = "its binary for this system is missing: npm ci without --omit=optional";
    return { state: "fail", what, says, todo };
  }
}

const minFreeBytes = 2e9;

async function freeDisk(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const says = `${showBytes(free)} free here`;
  if (free >= minFreeBytes) return { state: "ok", what: "disk", says };
  return {
    state: "warn",
    what: "disk",
    says,
    todo: "make room, or keep the state elsewhere: --state DIR",
  };
}

/** Python with venv for dbt: without it a platform that has ELT projects fails, others lack nothing. */
export async function checkPython(hasProjects: boolean): Promise<Finding> {
  const { oldestPython } = await import("@lakewright/engine");
  const oldest = `${oldestPython.major}.${oldestPython.minor}`;
  const lacks = (says: string) => lacksPython({ says, hasProjects, oldest });
  const what = "Python";
  try {
    const { stdout } = await promisify(execFile)("python3", ["-c", pythonCheck]);
    const [, minor] = /^3\.(\d+)\./.exec(stdout) ?? [];
    if (Number(minor) >= oldestPython.minor) {
      const need = hasProjects ? "for the ELT projects" : "needed only for ELT projects";
      return { state: "ok", what, says: `${stdout.trim()} with venv (${need})` };
    }
    return lacks(`${stdout.trim() || "python3 without a version"} is too old`);
  } catch {
    return lacks("python3 with venv is missing");
  }
}

interface LackingPython {
  readonly says: string;
  readonly hasProjects: boolean;
  readonly oldest: string;
}

function lacksPython({ says, hasProjects, oldest }: LackingPython): Finding {
  const todo = `install Python ${oldest} or newer with venv`;
  return hasProjects
    ? { state: "fail", what: "Python", says: `${says}, and ELT projects need it`, todo }
    : { state: "warn", what: "Python", says, todo: `${todo} before you declare ELT projects` };
}

const pythonCheck = "import sys, venv, ensurepip; print(sys.version.split()[0])";
