import { expect, test } from "vitest";
import { followModel } from "./follow-model.ts";
import { type FollowedColumn, type FollowedTables, notFollowed } from "./followed-column.ts";
import type { ColumnSource, TracedColumn } from "./traced-column.ts";

const lake = (sensitivity: string, name: string): FollowedColumn => ({
  sensitivity,
  derivedFrom: [name],
  sources: [],
  unknown: undefined,
});

const tables: FollowedTables = new Map([
  [
    "crm_ext.contact",
    new Map([
      ["id", lake("internal", "crm.contact.id")],
      ["email", lake("personal", "crm.contact.email")],
      ["country", lake("public", "crm.contact.country")],
    ]),
  ],
  ["stg.broken", new Map([["x", notFollowed("it is written in Python")]])],
]);

const from = (column: string, ...through: string[]): ColumnSource => ({
  relation: "crm_ext.contact",
  column,
  through,
});

const column = (name: string, ...sources: ColumnSource[]): TracedColumn => ({
  name,
  sources,
  unknown: undefined,
});

/** Sensitivity and origins of one output column. */
function follow(traced: TracedColumn, relation = "mart.m"): FollowedColumn | undefined {
  const model = { relation, columns: undefined, traced: { columns: [traced] } };
  return followModel(model, tables, new Set(["masked_year"])).get(traced.name);
}

test("a column carries the strictest of what it is made of, and names the columns of the lake", () => {
  expect(follow(column("c", from("email", "concat"), from("country", "concat")))).toMatchObject({
    sensitivity: "personal",
    derivedFrom: ["crm.contact.country", "crm.contact.email"],
  });
});

test("a masking function takes the sensitivity away, not the origin", () => {
  expect(follow(column("c", from("email", "upper", "masked_year", "trim")))).toMatchObject({
    sensitivity: "internal",
    derivedFrom: ["crm.contact.email"],
  });
});

test("what is masked in one place and not in another is not masked", () => {
  const sources = [from("email", "concat", "masked_year"), from("email", "concat")];
  expect(follow(column("c", ...sources))?.sensitivity).toBe("personal");
});

test("a hash is not a mask", () => {
  expect(follow(column("c", from("email", "md5")))?.sensitivity).toBe("personal");
});

test("a constant is internal, and comes from nowhere", () => {
  expect(follow(column("c"))).toMatchObject({ sensitivity: "internal", derivedFrom: [] });
});

test("what cannot be followed is unclassified, and so is what is made of it", () => {
  expect(follow({ ...column("c"), unknown: "it uses * as a value" })).toMatchObject({
    sensitivity: "unclassified",
    unknown: "it uses * as a value",
  });
  const source = { relation: "stg.broken", column: "x", through: [] };
  expect(follow(column("c", source))).toMatchObject({ sensitivity: "unclassified" });
});

test("a relation or a column that the project does not have closes the column and is named", () => {
  const other = { relation: "other.t", column: "x", through: [] };
  expect(follow(column("c", other))?.unknown).toContain("other.t is not a model");
  expect(follow(column("c", from("phone")))?.unknown).toBe("crm_ext.contact has no column phone");
});

test("a built column that the statement does not give is closed", () => {
  const traced = { columns: [column("c", from("id"))] };
  const found = followModel({ relation: "m.m", columns: ["c", "d"], traced }, tables, new Set());
  expect(found.get("d")?.sensitivity).toBe("unclassified");
});

test("a statement that cannot be followed closes every column", () => {
  const model = { relation: "m.m", columns: ["a", "b"], traced: { refused: "PIVOT" } };
  const found = followModel(model, tables, new Set());
  expect([...found.values()].map(({ sensitivity }) => sensitivity)).toEqual(
    Array(2).fill("unclassified"),
  );
});

test("a statement that can neither be followed nor was built is closed as a whole", () => {
  const model = { relation: "m.m", columns: undefined, traced: { refused: "PIVOT" } };
  expect([...followModel(model, tables, new Set())]).toMatchObject([
    ["*", { sensitivity: "unclassified", unknown: "PIVOT" }],
  ]);
});

test("what an increment reads of itself is what it is made of, round about too", () => {
  const self = (name: string): ColumnSource => ({ relation: "m.m", column: name, through: [] });
  const traced = {
    columns: [
      column("a", self("b")),
      column("b", self("c")),
      column("c", from("email"), self("a")),
    ],
  };
  const found = followModel({ relation: "m.m", columns: undefined, traced }, tables, new Set());
  expect(found.get("a")).toMatchObject({
    sensitivity: "personal",
    derivedFrom: ["crm.contact.email"],
  });
});
