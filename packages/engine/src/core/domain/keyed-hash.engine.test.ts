import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { keyedHash, keyedHashSql } from "./keyed-hash.ts";
import { quoteName, quoteText } from "./sql-text.ts";

const key = "k'ey";
const values = ["", "a", "it's", "käse", "x".repeat(1000)];

test("SQL hashes a text as TypeScript does, and leaves NULL", async () => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const rows = [...values.map(quoteText), "NULL"].map((value) => `(${value})`).join(", ");
  const sql = `SELECT ${keyedHashSql(quoteText(key), quoteName("text"))} FROM (VALUES ${rows}) AS t("text")`;
  const hashed = (await connection.runAndReadAll(sql)).getRows().map(([hash]) => hash);
  expect(hashed).toEqual([...values.map((value) => keyedHash(key, value)), null]);
});

test("SQL hashes a number by its text", async () => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const sql = `SELECT ${keyedHashSql(quoteText(key), quoteName("n"))} FROM (SELECT 12 AS "n")`;
  expect((await connection.runAndReadAll(sql)).getRows()).toEqual([[keyedHash(key, "12")]]);
});
