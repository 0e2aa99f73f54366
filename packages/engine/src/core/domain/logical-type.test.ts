import { expect, test } from "vitest";
import { logicalTypeOf, logicalTypes, translateType } from "./logical-type.ts";

test("each dialect's name of a type is understood again", () => {
  for (const [type, { duckdb, hive, redshift, kind }] of Object.entries(logicalTypes)) {
    expect(logicalTypeOf(duckdb, "duckdb")).toBe(type);
    expect(logicalTypeOf(hive, "hive")).toBe(type);
    const onRedshift = logicalTypeOf(redshift, "redshift");
    expect(onRedshift && logicalTypes[onRedshift].kind).toBe(kind);
  }
});

test("a decimal keeps its precision and scale, and a length of text is left out", () => {
  expect(translateType("DECIMAL(18,2)", "duckdb", "hive")).toBe("decimal(18,2)");
  expect(translateType("decimal(9,2)", "hive", "redshift")).toBe("numeric(9,2)");
  expect(translateType("varchar(20)", "hive", "duckdb")).toBe("VARCHAR");
});

test.each(["DECIMAL(18,2)[]", "INTEGER[]", "STRUCT(a INTEGER)", "UUID", "toString"])(
  "%s is nested or unknown, so it has no other spelling",
  (type) => {
    expect(translateType(type, "duckdb", "hive")).toBeUndefined();
  },
);
