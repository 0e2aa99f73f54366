import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { governedEngine } from "../../src/query/adapters/governed/governed-engine.ts";
import type { GovernedReply } from "../../src/query/adapters/governed/governed-message.ts";
import { governedSetup } from "../../src/query/adapters/governed/governed-setup.ts";
import { type GovernedLake, governedAccounts, governedLake } from "./governed-lake.ts";

// No gate here: the engine's own lock and its second look must hold by themselves.
let lake: GovernedLake;
let replies: GovernedReply[] = [];
const engine = governedEngine(async (reply) => {
  replies.push(reply);
});

beforeAll(async () => {
  lake = await governedLake();
  const limits = { memoryMiB: 256, tempMiB: 64 };
  await engine.answer({ open: 0, setup: governedSetup([governedAccounts(lake)], limits) });
});
afterAll(async () => {
  await engine.answer({ forget: 0 });
  await lake.remove();
});

async function run(sql: string): Promise<readonly GovernedReply[]> {
  replies = [];
  await engine.answer({ run: sql, on: 0 });
  return replies;
}

test("a SELECT over a view is answered", async () => {
  const answered = await run("SELECT count(*)::INTEGER AS n FROM sales.accounts");
  expect(answered).toEqual([
    { columns: [{ name: "n", type: "INTEGER" }] },
    { rows: [[500]] },
    { done: true },
  ]);
});

test("an error does not tell of rows that a view of the warehouse leaves out", async () => {
  const { file } = lake.stateAccounts;
  const columns = [
    { name: "id", type: "BIGINT", access: "full" },
    { name: "name", type: "VARCHAR", access: "full" },
  ] as const;
  const relation = { schema: "sales", name: "europeans", columns, file };
  const europeans = { relation, policy: { columns, rows: undefined } };
  const setup = governedSetup([europeans], { memoryMiB: 256, tempMiB: 64 });
  await engine.answer({ open: 1, setup });
  replies = [];
  const oracle = "chr(CASE WHEN name LIKE 'US-%' THEN -1 ELSE 65 END) = 'A'";
  const sql = `SELECT count(*)::INTEGER AS n FROM sales.europeans WHERE ${oracle}`;
  await engine.answer({ run: sql, on: 1 });
  await engine.answer({ forget: 1 });
  expect(replies).toContainEqual({ rows: [[500]] });
});

describe("without a gate", () => {
  test.each([
    "CREATE TABLE mine AS SELECT 1",
    "SET threads = 1",
    "COPY (SELECT 1) TO '$FILE' (USE_TMP_FILE false)",
    "DROP VIEW sales.accounts",
    "ATTACH ':memory:' AS other",
  ])("%s is no SELECT to the engine", async (sql) => {
    const [error] = await run(sql.replaceAll("$FILE", lake.accountsFile));
    expect(error).toEqual({ error: "Invalid Input Error: only SELECT statements are allowed" });
  });

  test("two statements are not one", async () => {
    const [error] = await run("SELECT 1; SELECT 2");
    expect(error).toEqual({ error: "Invalid Input Error: one statement at a time" });
  });

  test.each(["read_text('/etc/hostname')", "glob('/etc/*')", "read_parquet('$HR')", "'$HR'"])(
    "%s cannot be opened",
    async (relation) => {
      const answered = await run(`SELECT * FROM ${relation.replaceAll("$HR", lake.hrFile)}`);
      expect(answered.at(-1)).toEqual({ error: expect.stringMatching(/^Permission Error/) });
      expect(JSON.stringify(answered)).not.toContain("SECRET");
    },
  );
});
