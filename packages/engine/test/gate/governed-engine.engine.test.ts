import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { governedEngine } from "../../src/query/adapters/governed/governed-engine.ts";
import type {
  GovernedReply,
  GovernedRequest,
} from "../../src/query/adapters/governed/governed-message.ts";
import { governedSetup, viewOfFiles } from "../../src/query/adapters/governed/role-view.ts";
import { fullColumns, type GovernedLake, governedLake } from "./governed-lake.ts";

// No gate here: the engine's own lock and its second look must hold by themselves.
let lake: GovernedLake;
let replies: GovernedReply[] = [];
const handle = governedEngine(async (reply) => {
  replies.push(reply);
});

async function answer(request: GovernedRequest): Promise<readonly GovernedReply[]> {
  replies = [];
  await handle(request).catch((error: Error) => replies.push({ error: error.message }));
  return replies;
}

beforeAll(async () => {
  lake = await governedLake();
  const limits = { memoryMiB: 256, tempMiB: 64 };
  await answer({ open: 0, setup: governedSetup([viewOfFiles(fullColumns(lake))], limits) });
});
afterAll(async () => {
  await answer({ forget: 0 });
  await lake.remove();
});

const run = (sql: string) => answer({ run: sql, on: 0 });

test("a SELECT over a view is answered", async () => {
  const answered = await run("SELECT count(*)::INTEGER AS n FROM sales.accounts");
  expect(answered).toEqual([
    { columns: [{ name: "n", type: "INTEGER" }] },
    { rows: [[1000]] },
    { done: true },
  ]);
});

test.each([
  { parse: "SELECT 1" },
  {
    setup: [],
    select: "SELECT 1",
    hiddenRow: undefined,
    bounds: [],
    limit: undefined,
    into: "/tmp/x.parquet",
  },
])("a process that runs a role's text does nothing else", async (request) => {
  expect(await answer(request)).toEqual([{ error: "Internal Error: this process only reads" }]);
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
