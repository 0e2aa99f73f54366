import { isQueryValid, parseQuery } from "@jetstreamapp/soql-parser-js";
import { expect, test } from "vitest";
import { countQuery, extractQuery, fitsAddress, identifier } from "./soql.ts";

const window = {
  field: "SystemModstamp",
  from: new Date("2024-01-01T00:00:00Z"),
  to: new Date("2024-01-02T03:04:05Z"),
};
const accounts = { object: "Account", fields: ["Id", "Name"], window };

/** The query, once the independent parser has agreed that it is one. */
function valid(query: string): string {
  expect(isQueryValid(query), query).toBe(true);
  return query;
}

test("the window is half-open, in UTC and unquoted", () => {
  expect(valid(extractQuery(accounts, false))).toBe(
    "SELECT Id, Name FROM Account WHERE SystemModstamp >= 2024-01-01T00:00:00Z AND SystemModstamp < 2024-01-02T03:04:05Z",
  );
});

test("an ordered query breaks ties by Id", () => {
  const parsed = parseQuery(valid(extractQuery(accounts, true)));
  expect(parsed.orderBy).toMatchObject([{ field: "SystemModstamp" }, { field: "Id" }]);
});

test("a window without a start reads from the beginning", () => {
  const query = extractQuery({ ...accounts, window: { ...window, from: undefined } }, false);
  expect(valid(query)).toContain(" WHERE SystemModstamp < 2024-01-02T03:04:05Z");
});

test("a first load on a field that may be empty reads the rows without a value too", () => {
  const reviewed = { ...window, field: "Reviewed__c", from: undefined };
  const query = extractQuery({ ...accounts, window: reviewed }, false);
  expect(valid(query)).toContain(
    " WHERE (Reviewed__c < 2024-01-02T03:04:05Z OR Reviewed__c = null)",
  );
});

test("without a window there is no condition, and pages are ordered by Id alone", () => {
  const query = extractQuery({ ...accounts, window: undefined }, true);
  expect(valid(query)).toBe("SELECT Id, Name FROM Account ORDER BY Id");
});

test("a fraction of a second is kept, so that no edge moves", () => {
  const to = new Date("2024-01-02T03:04:05.678Z");
  const query = extractQuery({ ...accounts, window: { ...window, to } }, false);
  expect(valid(query)).toContain("< 2024-01-02T03:04:05.678Z");
});

test("keys are quoted, and stand beside a window", () => {
  const keys = ["001", "it's \\"];
  const query = extractQuery({ ...accounts, window: undefined, keys }, false);
  expect(query).toBe(String.raw`SELECT Id, Name FROM Account WHERE Id IN ('001','it\'s \\')`);
  const both = extractQuery(
    { ...accounts, window: { ...window, from: undefined }, keys: ["001"] },
    false,
  );
  expect(valid(both)).toContain("WHERE SystemModstamp < 2024-01-02T03:04:05Z AND Id IN ('001')");
});

test("an address carries the query of many keys, part by part, and not that of a wide object", () => {
  const keys = Array.from({ length: 9000 }, (_, i) => `001${String(i).padStart(15, "0")}`);
  expect(fitsAddress({ ...accounts, keys })).toBe(true);
  const fields = Array.from({ length: 500 }, (_, i) => `A_field_of_a_wide_object_${i}__c`);
  expect(fitsAddress({ ...accounts, fields, keys })).toBe(false);
});

test("a count has the extract's window and no order", () => {
  expect(valid(countQuery(accounts))).toBe(
    "SELECT COUNT() FROM Account WHERE SystemModstamp >= 2024-01-01T00:00:00Z AND SystemModstamp < 2024-01-02T03:04:05Z",
  );
});

test.each(["", "1Name", "Name FROM User", "Na-me", "Owner.Name", "Name\n", "名"])(
  "%j is refused as a name",
  (name) => {
    expect(() => identifier(name)).toThrow("is not an API name");
    expect(() => extractQuery({ ...accounts, fields: [name] }, false)).toThrow();
    expect(() => extractQuery({ ...accounts, object: name }, false)).toThrow();
  },
);
