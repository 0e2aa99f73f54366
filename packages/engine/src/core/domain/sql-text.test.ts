import { expect, test } from "vitest";
import { joinSql, quoteName, quoteText, sql } from "./sql-text.ts";

test("names and texts are quoted whatever they hold", () => {
  expect(quoteName('a"b')).toBe('"a""b"');
  expect(quoteText("it's")).toBe("'it''s'");
  expect(quoteText("a\0b")).toBe("('a' || chr(0) || 'b')");
});

test("SQL is composed of SQL and numbers, and a plain string does not compile", () => {
  const columns = joinSql(["a", "b"].map(quoteName), ", ");
  expect(sql`SELECT ${columns} LIMIT ${10}`).toBe('SELECT "a", "b" LIMIT 10');
  const name: string = "a; DROP TABLE b";
  // @ts-expect-error: it is not quoted
  sql`SELECT ${name}`;
});
