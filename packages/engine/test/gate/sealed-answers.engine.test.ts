import type { DuckDBConnection } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { governedQuery } from "../../src/query/adapters/governed/governed-query.ts";
import type { GovernedQuery } from "../../src/query/ports/governed-query.ts";
import { type CodedLake, codedLake, plainAnswer, roleAnswer } from "./coded-lake.ts";

// Only the columns and rows that a statement needs are filled; its answer must not show it.
let coded: CodedLake;
let role: GovernedQuery;
let plain: Readonly<Record<"lake" | "warehouse", DuckDBConnection>>;

beforeAll(async () => {
  coded = await codedLake();
  plain = { lake: await coded.sealed("lake"), warehouse: await coded.sealed("warehouse") };
  role = await governedQuery({ hashKey: "a key", childFile: coded.childFile });
});
afterAll(async () => {
  await role.close();
  await coded.remove();
});

test.each([
  "SELECT id FROM sales.coded WHERE country = '2' ORDER BY id LIMIT 1",
  "SELECT count(*) FROM sales.coded WHERE country = 'SECRET([{%d'",
  "SELECT count(*) FROM sales.coded WHERE salary = 'SECRET([{%d'",
  "SELECT count(*) FROM sales.coded WHERE email = 'SECRET-mail'",
  "SELECT count(*) FROM sales.coded AS a JOIN sales.coded AS b USING (id) WHERE a.country = '1' AND b.country <> '1'",
  "SELECT count(*) FROM sales.coded AS a LEFT JOIN (SELECT id, salary FROM sales.coded) AS b ON a.id = b.id + 1 WHERE country > '2'",
  "SELECT count(*) FROM sales.coded WHERE country IN ('1', '3') AND country > '1'",
  "SELECT count(*) FROM sales.coded WHERE country BETWEEN '2' AND '3' AND NOT country = '3'",
  "SELECT count(*) FROM sales.coded WHERE whole = '1'",
  "SELECT count(*) FROM sales.coded WHERE born > '2024-01-01'",
  "SELECT count(*) FROM sales.coded WHERE country = '1' OR whole = 2",
  "SELECT upper(salary) AS country FROM sales.coded WHERE country = 'x'",
  "SELECT x.country FROM sales.coded AS x WHERE x.country = '3' AND id < 20 ORDER BY id",
  "WITH s AS (SELECT country FROM sales.coded) SELECT count(*) FROM s AS a, s AS b WHERE a.country = '2' AND b.country = '3'",
  "SELECT country FROM sales.coded LIMIT 2 OFFSET 2",
  "SELECT * FROM sales.coded LIMIT 3",
  "SELECT * FROM sales.coded ORDER BY id",
  "SELECT typeof(COLUMNS(*)) FROM sales.coded LIMIT 1",
  "SELECT coded FROM sales.coded LIMIT 2",
  "SELECT count(*) FROM (SELECT country FROM sales.coded LIMIT 7)",
  "SELECT count(country) FROM sales.coded LIMIT 7",
  "SELECT DISTINCT country FROM sales.coded ORDER BY country LIMIT 2",
  "SELECT country AS id FROM sales.coded WHERE id = 3",
  "SELECT #2 FROM sales.coded WHERE id < 9 ORDER BY id",
  "SELECT a.id FROM sales.coded AS a NATURAL JOIN sales.coded AS b ORDER BY ALL LIMIT 3",
  "SELECT * FROM (PIVOT (SELECT country, flag, id FROM sales.coded) ON country IN ('1', '2') USING count(id))",
  "SELECT y FROM sales.coded AS t(x, y) WHERE x = 4",
  "SELECT (SELECT max(country) FROM sales.coded AS i WHERE i.id = o.whole) FROM sales.coded AS o ORDER BY id LIMIT 3",
  "SELECT list_filter([1, 2], lambda country: country > 1) FROM sales.coded LIMIT 1",
])("%s is answered as from all that the role sees", async (sql) => {
  for (const place of ["lake", "warehouse"] as const)
    expect(await roleAnswer(role, sql, coded[place])).toEqual(await plainAnswer(plain[place], sql));
});
