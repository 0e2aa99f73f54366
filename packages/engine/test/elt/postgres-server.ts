import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TestContext } from "vitest";

const run = promisify(execFile);

/** A PostgreSQL server of its own that only this machine reaches, through a socket in `folder`. */
export interface PostgresServer {
  readonly folder: string;
  /** Runs statements; rows as text, columns parted by `|`. */
  sql(statements: string): Promise<string[]>;
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL server. Where none is installed the test is skipped visibly, or fails if `LAKEWRIGHT_REQUIRE_ALL` is 1.
 * PostgreSQL refuses to run as root: there it runs as the user `postgres` of its package.
 */
export async function postgresOrSkip(context: TestContext): Promise<PostgresServer> {
  const programs = await postgresPrograms();
  if (!programs) {
    const reason = "PostgreSQL is not installed (Debian: postgresql)";
    if (process.env.LAKEWRIGHT_REQUIRE_ALL === "1") throw new Error(reason);
    console.warn(`SKIPPED ${context.task.name}: ${reason}`);
    return context.skip(reason);
  }
  const folder = await mkdtemp(join(tmpdir(), "lakewright-pg-"));
  await chmod(folder, 0o777);
  const data = join(folder, "data");
  await asOwner(join(programs, "initdb"), ["-D", data, "-U", "postgres", "--auth=trust", "-N"]);
  const settings = [
    `-k ${folder}`,
    "-c listen_addresses=",
    "-c fsync=off",
    "-c timezone=UTC",
    "-c shared_buffers=16MB",
  ];
  const control = join(programs, "pg_ctl");
  const log = join(folder, "log");
  // Not awaited with its output: the server would keep the pipes open.
  await new Promise<void>((resolve, reject) => {
    const [program, args] = owned(control, [
      ...["-D", data, "-l", log, "-w", "-o", settings.join(" "), "start"],
    ]);
    const child = spawn(program, args, { stdio: "ignore" });
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`PostgreSQL does not start: ${log}`)),
    );
  });
  return {
    folder,
    sql: async (statements) => {
      const args = ["-h", folder, "-U", "postgres", "-d", "postgres", "-AtqX"];
      const { stdout } = await run("psql", [...args, "-v", "ON_ERROR_STOP=1", "-c", statements]);
      return stdout.split("\n").filter((line) => line !== "");
    },
    stop: async () => {
      await asOwner(control, ["-D", data, "-m", "immediate", "stop"]);
    },
  };
}

async function postgresPrograms(): Promise<string | undefined> {
  const versions = "/usr/lib/postgresql";
  const found = existsSync(versions) ? await readdir(versions) : [];
  const debian = found.map((version) => join(versions, version, "bin"));
  const path = (process.env.PATH ?? "").split(":");
  return [...debian.sort().reverse(), ...path].find((folder) => existsSync(join(folder, "initdb")));
}

function owned(program: string, args: readonly string[]): [string, string[]] {
  const isRoot = process.getuid?.() === 0;
  return isRoot ? ["runuser", ["-u", "postgres", "--", program, ...args]] : [program, [...args]];
}

async function asOwner(program: string, args: readonly string[]): Promise<void> {
  await run(...owned(program, args), { cwd: tmpdir() });
}
