import { afterAll, beforeAll, expect, test } from "vitest";
import { governedQuery } from "../../src/query/adapters/governed/governed-query.ts";
import type { GovernedQuery } from "../../src/query/ports/governed-query.ts";
import { analystQueries } from "./analyst-queries.ts";
import { type GovernedLake, governedAccounts, governedLake } from "./governed-lake.ts";
import { sealedEngine } from "./sealed-answer.ts";

let lake: GovernedLake;
let analyst: GovernedQuery;
let sealed: Awaited<ReturnType<typeof sealedEngine>>;

beforeAll(async () => {
  lake = await governedLake();
  analyst = await governedQuery({ hashKey: "a key for tests", childFile: lake.childFile });
  sealed = await sealedEngine(lake.accountsFile, "region = 'EU'");
});
afterAll(async () => {
  await analyst.close();
  sealed.close();
  await lake.remove();
});

test.each(analystQueries)("%s", async (sql) => {
  const result = await analyst.query(sql, [governedAccounts(lake)], new AbortController().signal);
  expect(result).toEqual(await sealed.answer(sql));
});
