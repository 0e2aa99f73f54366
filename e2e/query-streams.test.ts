import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { ending, lakewright, start, startSandbox, temporaryFolder } from "./cli-lakewright.ts";
import { readerPolicy } from "./support/reader-policy.ts";

const home = temporaryFolder();
const platform = join(home, "shop");
const sandbox = await startSandbox("--accounts", "3000");

/** Tells at the end, on stderr, how much memory the process took at most. */
const tellMemory =
  'process.on("exit", () => process._rawDebug("peak", process.resourceUsage().maxRSS))';
const preloaded = `data:text/javascript;base64,${Buffer.from(tellMemory).toString("base64")}`;
const env = { ...sandbox.env, NODE_OPTIONS: `--import=${preloaded}` };
const query = (...args: string[]) => start(["query", ...args], { cwd: platform, env });

beforeAll(async () => {
  await lakewright(["init", "shop"], { cwd: home });
  writeFileSync(join(platform, "access.yaml"), readerPolicy("id", "name"));
  const call = { cwd: platform, env: sandbox.env };
  expect(await lakewright(["run", "Account"], call)).toMatchObject({ status: 0 });
});

/** Nine million pairs: a result that no process of 200 MB could hold. */
const pairs = "SELECT a.id, b.id AS other FROM crm_current.account a, crm_current.account b";
const readers = [
  ["on its own", []],
  ["as a role", ["--as", "reader"]],
] as const;

test.each(readers)("rows come as they are read, in bounded memory, %s", async (_, as) => {
  const child = query(`${pairs} LIMIT 2000000`, ...as, "--format", "csv");
  let lines = 0;
  child.stdout?.on("data", (chunk: Buffer) => {
    for (const byte of chunk) if (byte === 10) lines++;
  });
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said += chunk;
  });
  const [status] = await once(child, "close");
  expect([status, lines]).toEqual([0, 2_000_001]);
  const [peak] = said.match(/(?<=^peak )\d+/m) ?? [];
  expect(Number(peak)).toBeLessThan(200_000);
});

test.each(
  readers.flatMap(([who, as]) => ["csv", "json"].map((format) => [format, who, as] as const)),
)("Ctrl-C ends %s that nobody takes, %s", async (format, _, as) => {
  const child = query(pairs, ...as, "--format", format);
  if (!child.stdout) throw new Error("the command has no pipe");
  await once(child.stdout, "readable");
  child.kill("SIGINT");
  // Not before: what it has written may still be read.
  const [status] = await once(child, "exit");
  expect(status).toBe(130);
});

test.each(readers)("a reader that goes ends the query quietly, %s", async (_, as) => {
  const child = query(pairs, ...as, "--format", "csv");
  if (!child.stdout) throw new Error("the command has no pipe");
  await once(child.stdout, "readable");
  child.stdout.read();
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said += chunk;
  });
  child.stdout.destroy();
  const [status] = await once(child, "close");
  expect([status, said.replace(/^peak \d+\n/m, "")]).toEqual([0, ""]);
});

test.each(readers)(
  "a table reads no more than it shows, and says that there is more, %s",
  async (_, as) => {
    const { status, stdout, stderr } = await ending(query(pairs, ...as, "--limit", "5"));
    expect([status, stdout.trim().split("\n").length]).toEqual([0, 7]);
    expect(stderr).toMatch(/^the first 5 rows, there are more; --limit 0 shows all/);
  },
);
