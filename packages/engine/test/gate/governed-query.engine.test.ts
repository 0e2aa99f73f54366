import { readdirSync } from "node:fs";
import { mkdir, mkdtemp } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectUtc, openDuckDb } from "../../src/core/adapters/duckdb/duckdb-instance.ts";
import {
  type GovernedOptions,
  governedQuery,
} from "../../src/query/adapters/governed/governed-query.ts";
import type { GovernedQuery } from "../../src/query/ports/governed-query.ts";
import { type GovernedLake, governedAccounts, governedLake } from "./governed-lake.ts";

let lake: GovernedLake;
const never = new AbortController().signal;

beforeAll(async () => {
  lake = await governedLake();
});
afterAll(() => lake.remove());

async function withRole(
  options: Partial<GovernedOptions>,
  body: (role: GovernedQuery) => Promise<void>,
) {
  const role = await governedQuery({
    hashKey: "a key for tests",
    childFile: lake.childFile,
    ...options,
  });
  try {
    await body(role);
  } finally {
    await role.close();
  }
}

const endless = "SELECT count(*) FROM range(100000000000000) AS r(i) WHERE hash(i) = 1";

test("a statement that runs too long is stopped, and the next one is answered", async () => {
  const options = { hashKey: "a key for tests", childFile: lake.childFile, timeoutMs: 1500 };
  const role = await governedQuery(options);
  await expect(role.query(endless, [], never)).rejects.toMatchObject({
    code: "statement_stopped",
    message: "the statement was stopped: it ran longer than 1.5 s",
  });
  // On a busy machine the next process may take longer than that to start.
  options.timeoutMs = 600_000;
  expect((await role.query("SELECT 1 AS one", [], never)).rows).toEqual([[1]]);
  await role.close();
});

test("a cancelled statement ends at once, and one that waits is never run", async () => {
  const spillFolder = await mkdtemp(join(lake.folder, "cancelled-"));
  await withRole({ spillFolder }, async (role) => {
    const abort = new AbortController();
    const first = role.query(endless, [], abort.signal);
    const second = role.query(endless, [], abort.signal);
    const both = Promise.allSettled([first, second]);
    await expect.poll(() => readdirSync(spillFolder)).toHaveLength(1);
    abort.abort();
    await both;
    await expect(first).rejects.toMatchObject({ code: "cancelled" });
    await expect(second).rejects.toMatchObject({ code: "cancelled" });
    expect((await role.query("SELECT 1", [], never)).rows).toEqual([[1]]);
  });
});

test("a result that is too large is stopped before it fills this process", async () => {
  await withRole({ resultMiB: 4 }, async (role) => {
    const before = process.memoryUsage().rss;
    const all = role.query("SELECT i, 'some text' FROM range(1000000000) AS r(i)", [], never);
    await expect(all).rejects.toThrow("larger than 4 MiB");
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  });
});

test("a process that grows too large is stopped", async () => {
  await withRole({ residentMiB: 300, memoryMiB: 2000 }, async (role) => {
    const all = role.query("SELECT list(i) FROM range(1000000000) AS r(i)", [], never);
    await expect(all).rejects.toMatchObject({ code: "statement_stopped" });
    expect((await role.query("SELECT 1", [], never)).rows).toEqual([[1]]);
  });
});

test("statements at once are answered in turn, each with its own tables", async () => {
  await withRole({}, async (role) => {
    const accounts = [governedAccounts(lake)];
    const answers = await Promise.all([
      role.query("SELECT count(*)::INTEGER FROM sales.accounts", accounts, never),
      role.query("SELECT count(*) FROM sales.accounts", [], never).catch((e) => e.code),
      role.query("SELECT 2", accounts, never),
    ]);
    expect(answers.map((answer) => answer.rows ?? answer)).toEqual([[[500]], "sql_refused", [[2]]]);
  });
});

test("another policy on the same table gets an engine of its own", async () => {
  await withRole({}, async (role) => {
    const count = async (rows: string) => {
      const sql = "SELECT count(*)::INTEGER FROM sales.accounts";
      return (await role.query(sql, [governedAccounts(lake, rows)], never)).rows[0]?.[0];
    };
    for (const _ of [1, 2]) {
      expect(await count("id <= 10")).toBe(10);
      for (const n of [1, 2, 3, 4, 5, 6]) expect(await count(`id <= ${n}`)).toBe(n);
    }
  });
});

test("a policy that the engine cannot apply shows neither its text nor a path", async () => {
  await withRole({}, async (role) => {
    const broken = governedAccounts(lake, "no_such_column = 'the secret rule'");
    const answer = role.query("SELECT * FROM sales.accounts", [broken], never);
    const error = await answer.catch((e: Error) => e as Error & { hint: string });
    expect(error).toMatchObject({ code: "sql_refused" });
    expect(`${(error as Error).message} ${(error as { hint: string }).hint}`).not.toMatch(
      /secret|no_such_column|\/tmp/,
    );
  });
});

test("rows that a table itself leaves out cannot be told of by an error", async () => {
  const latest = { key: "id", order: "founded", deleted: "gone" };
  const fields = [{ name: "gone", label: "gone", type: "boolean", calculated: true }];
  const [group] = lake.accounts.groups;
  if (!group) throw new Error("no group");
  // Rows of the US are deleted at the source: `gone` stands for IsDeleted.
  const deleted = {
    ...lake.accounts,
    columns: [...lake.accounts.columns, { name: "gone", type: "BOOLEAN" as const }],
    groups: [{ ...group, fields: [...group.fields, ...fields], base: "full_load" as const }],
    latest,
  };
  const file = `${lake.folder}/2024/05/01/deleted.parquet`;
  await writeDeleted(lake.accountsFile, file);
  const relation = {
    ...deleted,
    groups: deleted.groups.map((g) => ({
      ...g,
      files: [{ path: file, loadDate: "20240501", sequence: 1 }],
    })),
  };
  await withRole({}, async (role) => {
    const sql = `SELECT count(*)::INTEGER FROM sales.accounts
      WHERE regexp_replace('a', CASE WHEN name LIKE 'US-%' THEN '(' ELSE 'a' END, 'a') = 'a'`;
    const all = { relation, policy: { ...governedAccounts(lake).policy, rows: undefined } };
    expect((await role.query(sql, [all], never)).rows).toEqual([[500]]);
  });
});

test("rows that a view of the warehouse leaves out cannot be told of by an error", async () => {
  const columns = [
    { name: "id", type: "BIGINT", access: "full" },
    { name: "name", type: "VARCHAR", access: "full" },
  ] as const;
  const { file } = lake.stateAccounts;
  const europeans = {
    relation: { schema: "sales", name: "europeans", columns, file },
    policy: { columns, rows: undefined },
  };
  const sql = `SELECT count(*)::INTEGER FROM sales.europeans
    WHERE left('a', CASE WHEN name LIKE 'US-%' THEN 9223372036854775807 ELSE 1 END) = 'a'`;
  await withRole({}, async (role) => {
    expect((await role.query(sql, [europeans], never)).rows).toEqual([[500]]);
  });
});

async function writeDeleted(from: string, to: string): Promise<void> {
  const instance = await openDuckDb(lake.folder);
  const connection = await connectUtc(instance);
  await mkdir(dirname(to), { recursive: true });
  await connection.run(
    `COPY (SELECT *, region = 'US' AS gone FROM read_parquet('${from}')) TO '${to}' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
}

test("a file that is gone is not named", async () => {
  const gone = {
    ...lake.accounts,
    groups: lake.accounts.groups.map((group) => ({
      ...group,
      files: [
        { path: `${lake.folder}/2024/05/01/gone.parquet`, loadDate: "20240501", sequence: 1 },
      ],
    })),
  };
  await withRole({}, async (role) => {
    const relation = { ...governedAccounts(lake), relation: gone };
    const answer = role.query("SELECT * FROM sales.accounts", [relation], never);
    const error = await answer.catch((e: Error) => e);
    expect(error).toMatchObject({ code: "sql_refused" });
    expect((error as Error).message).not.toContain(lake.folder);
  });
});

test("the process leaves no folder behind", async () => {
  const spillFolder = await mkdtemp(join(lake.folder, "left-"));
  await withRole({ spillFolder }, async (role) => {
    await role.query("SELECT 1", [], never);
    expect(readdirSync(spillFolder)).toHaveLength(1);
  });
  expect(readdirSync(spillFolder)).toEqual([]);
});

test("one process answers one statement after the other", async () => {
  const spillFolder = await mkdtemp(join(lake.folder, "warm-"));
  await withRole({ spillFolder }, async (role) => {
    const processes = new Set<string>();
    for (let i = 0; i < 5; i++) {
      await role.query("SELECT 1", [governedAccounts(lake)], never);
      for (const folder of readdirSync(spillFolder)) processes.add(folder);
    }
    expect(processes.size).toBe(1);
  });
});
