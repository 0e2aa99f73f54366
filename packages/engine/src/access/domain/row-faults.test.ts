import { parseRowExpression } from "@lakewright/config";
import { expect, test } from "vitest";
import { sampleAccess, sampleTable } from "../../../test/access/sample-access.ts";
import { explainAccess } from "./explain-access.ts";
import { rowFaults } from "./row-faults.ts";

const column = (name: string, type: string) => ({ name, type, drifted: false });
const table = sampleTable({
  columns: [
    column("name", "string"),
    column("size", "int"),
    column("price", "double precision"),
    column("active", "boolean"),
    column("day", "date"),
    column("seen", "timestamp"),
    column("parts", "array<string>"),
  ],
});

function read(text: string) {
  const result = parseRowExpression(text);
  if (!result.ok) throw new Error(result.message);
  return result.expression;
}

const faultsOf = (text: string) => rowFaults(read(text), table).map(({ fault }) => fault);

test.each([
  "day = '2024-02-29'",
  "day BETWEEN '2024-01-01' AND '2024-12-31'",
  "NOT (day = '2024-02-29')",
  "seen > '2024-02-29'",
  "parts = 'a'",
  "size = '1'",
  "size IN ('1', '2')",
  "size LIKE '1%'",
  "price = '1.5'",
  "name = 1",
  "name BETWEEN 1 AND 2",
  "active = 'true'",
  "active != 1",
  "load_date = 20240229",
])("%s can never match, since the types do not", (text) => {
  expect(faultsOf(text)).toEqual(["filter_type", "filter_never_true"]);
});

test.each(["name = 'a' AND name = 'b'", "size = 1.5", "size BETWEEN 2 AND 1"])(
  "%s matches nothing, although the types fit",
  (text) => expect(faultsOf(text)).toEqual(["filter_never_true"]),
);

test.each([
  "name LIKE 'a%'",
  "size >= 1.5",
  "price = 1",
  "active = true",
  "load_date >= '20240229'",
])("%s selects rows", (text) => expect(faultsOf(text)).toEqual([]));

test("the message on a date says what works instead, and that does work", () => {
  const [found] = rowFaults(read("day = '2024-02-29'"), table);
  expect(found?.message).toBe(
    "compares \"day\", a date: Lake Formation cannot filter by dates, and no constant equals one; filter by a text, number or boolean, such as a year or a status, or by the load date: load_date >= '20240229'",
  );
});

test("an explanation says that a filter of the role matches nothing, and is silent about those of others", () => {
  const rows = read("day = '2024-02-29'");
  const resource = { kind: "filter", filter: "leap" } as const;
  const access = sampleAccess({
    roles: { analyst: {}, other: {} },
    filters: { leap: { rows } },
    grants: [{ resource }],
  });
  const of = (role: string) => explainAccess(access, role, { table }).filterFindings;
  expect(of("analyst")).toEqual([
    expect.stringContaining('filter leap compares "day", a date'),
    "filter leap matches nothing: no row can ever pass it",
  ]);
  expect(of("other")).toEqual([]);
});
