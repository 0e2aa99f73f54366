import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { governedQuery } from "../../src/query/adapters/governed/governed-query.ts";
import type { GovernedQuery, GovernedRelation } from "../../src/query/ports/governed-query.ts";
import { type CodedLake, codedLake } from "./coded-lake.ts";

let coded: CodedLake;
let spillFolder: string;
let role: GovernedQuery;
const never = new AbortController().signal;
const isLinux = process.platform === "linux";

beforeAll(async () => {
  coded = await codedLake();
});
afterAll(() => coded.remove());
beforeEach(async () => {
  spillFolder = await mkdtemp(join(coded.folder, "spill-"));
  role = await newRole();
});
afterEach(() => role.close());

const newRole = (more: object = {}) =>
  governedQuery({ hashKey: "a key", childFile: coded.childFile, spillFolder, ...more });
const ask = async (sql: string, relation: GovernedRelation = coded.lake) =>
  (await role.query(sql, [relation], never)).rows;

const session = () => join(spillFolder, readdirSync(spillFolder)[0] ?? "");
const sealedFiles = () =>
  readdirSync(join(session(), "fill"))
    .filter((name) => name.endsWith(".parquet"))
    .map((name) => join(session(), "fill", name));

/** Ids of this process's children that do what is given. */
function childrenFor(purpose: string): string[] {
  const task = `/proc/self/task/${process.pid}/children`;
  return readFileSync(task, "utf8")
    .split(" ")
    .filter((pid) => pid && isOurs(pid, purpose));
}

function isOurs(pid: string, purpose: string): boolean {
  const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  return words.includes(coded.childFile) && words.includes(purpose);
}

function filesOpenIn(pid: string): string[] {
  return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`);
    } catch {
      return [];
    }
  });
}

test.each(["lake", "warehouse"] as const)(
  "what is filled from the %s holds no hidden value, in no dictionary and no statistic",
  async (place) => {
    await ask("SELECT * FROM sales.coded", coded[place]);
    await ask("SELECT country, salary, email FROM sales.coded LIMIT 3000", coded[place]);
    expect(sealedFiles().length).toBeGreaterThan(0);
    for (const file of sealedFiles()) {
      const bytes = readFileSync(file);
      // Uncompressed, so that every value stands there as it is.
      expect(bytes.includes("SECRET")).toBe(false);
      for (const hidden of [-7777777.25, 1e308]) expect(bytes.includes(double(hidden))).toBe(false);
      for (const hidden of [77777777]) expect(bytes.includes(int(hidden))).toBe(false);
      expect(bytes.includes(double(0.25))).toBe(true);
    }
    expect(readFileSync(coded.file).includes(double(1e308))).toBe(true);
  },
);

test.runIf(isLinux)(
  "the process that runs the text never has a source open, nor maps it",
  async () => {
    for (const relation of [coded.lake, coded.warehouse]) {
      await ask("SELECT count(country), count(real) FROM sales.coded", relation);
      const [reader = ""] = childrenFor("read");
      const opened = filesOpenIn(reader).filter((file) => file.startsWith(coded.folder));
      expect(opened.filter((file) => !file.startsWith(session()))).toEqual([]);
      expect(readFileSync(`/proc/${reader}/maps`, "utf8")).not.toMatch(/part\.parquet|\.duckdb/);
      const [filler = ""] = childrenFor("fill");
      const sources = () =>
        filesOpenIn(filler).filter((file) => /part\.parquet|\.duckdb/.test(file));
      await expect.poll(sources).toEqual([]);
    }
  },
);

test("nobody else may look into the session's folder, and nothing stays of it", async () => {
  await ask("SELECT count(country) FROM sales.coded");
  for (const folder of [session(), join(session(), "fill"), join(session(), "read")])
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  await role.close();
  expect(readdirSync(spillFolder)).toEqual([]);
  role = await newRole();
});

test("a session reads again what it has filled, as long as columns and policy are the same", async () => {
  await ask("SELECT country, count(*) FROM sales.coded GROUP BY 1");
  await ask("SELECT max(country) AS c FROM sales.coded WHERE country <> '2' ORDER BY c");
  await ask("SELECT count(*) FROM sales.coded");
  const before = sealedFiles().length;
  await ask("SELECT max(country) FROM sales.coded");
  expect(sealedFiles()).toHaveLength(before);
  await ask("SELECT max(whole) FROM sales.coded");
  expect(sealedFiles()).toHaveLength(before + 1);
  const other = {
    ...coded.lake,
    policy: { ...coded.lake.policy, rows: "region = 'EU' AND id < 5" },
  };
  expect(await ask("SELECT count(country)::INTEGER FROM sales.coded", other)).toEqual([[5]]);
  expect(sealedFiles()).toHaveLength(before + 2);
});

/** Nothing but rows may be hidden, and this rule hides as many. */
const underRule = (rows: string): GovernedRelation => ({
  relation: coded.columns.relation,
  policy: { ...coded.columns.policy, rows },
});

test("where a rule hides no row, the role's engine opens the files as if there were none, and nothing is written", async () => {
  const counted = "SELECT count(country)::INTEGER FROM sales.coded";
  const seen = await ask(counted, coded.columns);
  // `region` is a column that the role does not see.
  const rule = underRule("region IN ('EU', 'US')");
  expect(await ask(counted, rule)).toEqual(seen);
  expect(sealedFiles()).toEqual([]);
  await expect(ask("SELECT region FROM sales.coded", rule)).rejects.toMatchObject({
    code: "sql_refused",
  });
});

test("files of the lake are not what a session clears away", async () => {
  await role.close();
  role = await newRole({ sealedMiB: 0.001 });
  const rule = underRule("id >= 0");
  const seen = await ask("SELECT count(country) FROM sales.coded", rule);
  for (const column of ["country", "whole"])
    await ask(`SELECT count(${column}) FROM sales.coded`, coded.lake);
  expect(await ask("SELECT count(country) FROM sales.coded", rule)).toEqual(seen);
});

test.each([
  ["one row", "id <> 7"],
  ["what a rule cannot decide", "nullif(id, 7) >= 0"],
])("where a rule hides %s, the role's engine opens a file without it", async (_, rule) => {
  const seen = await ask(
    "SELECT count(*)::INTEGER, count_if(id = 7)::INTEGER FROM sales.coded",
    underRule(rule),
  );
  const [[all] = []] = await ask("SELECT count(*)::INTEGER FROM sales.coded", coded.columns);
  expect(seen).toEqual([[Number(all) - 1, 0]]);
  expect(sealedFiles()).toHaveLength(1);
});

test("what stays for later statements is bounded", async () => {
  await role.close();
  role = await newRole({ sealedMiB: 0.001 });
  for (const column of ["country", "whole", "real", "born"])
    await ask(`SELECT count(${column}) FROM sales.coded`);
  expect(sealedFiles()).toHaveLength(1);
});

test("more than a session may keep on disk is stopped, and nothing of it stays", async () => {
  await role.close();
  role = await newRole({ sealedMiB: 0.5 });
  const everyId = "SELECT i, repeat(md5(i::VARCHAR), 50) FROM range(3000000) AS r(i)";
  const relation = {
    relation: coded.lake.relation,
    policy: {
      columns: [
        {
          name: "id",
          type: "VARCHAR",
          access: "masked",
          mask: `(SELECT list(i) FROM (${everyId}) AS t(i, x))`,
        },
      ],
      rows: undefined,
    },
  } as const;
  await expect(ask("SELECT count(id) FROM sales.coded", relation)).rejects.toMatchObject({
    code: "statement_stopped",
  });
  expect(sealedFiles()).toEqual([]);
});

test("a name that is no column is answered in the engine's words, which name the role's columns alone", async () => {
  const error = await ask("SELECT countri FROM sales.coded").catch((e: Error) => e.message);
  expect(error).toMatch(/Referenced column "countri" not found.*"country"/);
  expect(error).not.toContain("region");
});

test.runIf(isLinux)("a killed reader is replaced, and what was filled is read again", async () => {
  await ask("SELECT count(country) FROM sales.coded");
  process.kill(Number(childrenFor("read")[0]), "SIGKILL");
  // The end of a process is told a little later than it happens.
  const again = () => ask("SELECT count(country)::INTEGER FROM sales.coded").catch(() => undefined);
  await expect.poll(again).toEqual([[3072]]);
  expect(sealedFiles()).toHaveLength(1);
});

/** Statements of some kilobytes that the parser makes gigabytes of. */
const multiplied: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["CUBE", "cube/**/", "\nCuBe "].map((word) => {
      const names = Array.from({ length: 15 }, (_, i) => `c${i}`).join(", ");
      const one = `SELECT 1 FROM sales.coded GROUP BY ${word}(${names})`;
      return [word, Array(12).fill(one).join(" UNION ALL ")];
    }),
  ),
  // Each use of a window by its name copies what it is ordered by.
  "a named window": `SELECT ${"sum(whole) OVER w, ".repeat(1200)} 1 FROM sales.coded WINDOW w AS (ORDER BY ${"whole, ".repeat(3000)} whole)`,
  // Each WHEN copies what stands before it.
  "CASE in CASE": `SELECT ${"CASE ".repeat(16)} whole ${"WHEN 1 THEN 1 WHEN 2 THEN 1 WHEN 3 THEN 1 END ".repeat(16)} FROM sales.coded`,
};

test("a text that its parsing multiplies is refused before it takes this process's memory", async () => {
  const before = process.memoryUsage().rss;
  for (const [name, sql] of Object.entries(multiplied))
    await expect(ask(sql), name).rejects.toMatchObject({
      code: "sql_refused",
      message: "the statement is refused: parsing it takes too long or too much",
    });
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  expect(
    await ask(
      "SELECT country, flag, count(*)::INTEGER FROM sales.coded GROUP BY CUBE(country, flag) HAVING country IS NULL AND flag IS NULL",
    ),
  ).toEqual([[null, null, 3072]]);
});

/** A process that asks something endless as the role, and can be killed. */
async function askingProcess(): Promise<ChildProcess> {
  const file = join(coded.folder, "parent.mjs");
  await writeFile(
    file,
    `import { spawn } from "node:child_process";
    const child = spawn(process.execPath, [process.argv[2], "read", "1000", "600000"],
      { cwd: process.argv[3], stdio: ["pipe", "ignore", "ignore", "pipe"] });
    child.stdio[3].on("data", (line) => {
      if (!String(line).includes("done")) return;
      child.stdin.write(JSON.stringify({ on: 0, run: "SELECT count(*) FROM range(100000000000000) AS r(i) WHERE hash(i) = 1" }) + "\\n");
      setTimeout(() => console.log(child.pid), 200);
    });
    child.stdin.write(JSON.stringify({ open: 0, setup: [] }) + "\\n");
    setInterval(() => {}, 1000);`,
  );
  return spawn(process.execPath, [file, coded.childFile, coded.folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

test("a process that computes ends with its parent", async () => {
  const parent = await askingProcess();
  const pid = await new Promise<number>((resolve) =>
    parent.stdout?.once("data", (text) => resolve(Number(String(text)))),
  );
  expect(isRunning(pid)).toBe(true);
  parent.kill("SIGKILL");
  await expect.poll(() => isRunning(pid), { timeout: 20_000 }).toBe(false);
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A process that has ended stays listed until somebody asks for its end.
    return !isLinux || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
}

function int(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}
