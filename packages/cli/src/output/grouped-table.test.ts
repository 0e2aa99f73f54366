import { expect, test } from "vitest";
import { groupedTable, groupsBy } from "./grouped-table.ts";

test("rows stand under the title of their group, aligned over all groups", () => {
  const items = [
    { profile: "crm", object: "Account", rows: "1,200" },
    { profile: "open", object: "Airports__c", rows: "7" },
    { profile: "crm", object: "Contact", rows: "30" },
  ];
  const columns = [{ title: "object" }, { title: "rows", align: "right" }] as const;
  const groups = groupsBy(
    items,
    (item) => item.profile,
    (item) => [item.object, item.rows],
  );
  expect(groupedTable(columns, groups)).toEqual([
    "object          rows",
    "─────────────  ─────",
    "crm",
    "  Account      1,200",
    "  Contact         30",
    "open",
    "  Airports__c      7",
  ]);
});

test("groups that do not fit keep their titles, and their rows are paragraphs", () => {
  const columns = [{ title: "object" }, { title: "rows", align: "right" }] as const;
  const groups = [{ title: "crm", rows: [["Account", "2,056"]] }];
  expect(groupedTable(columns, groups, { width: 10 })).toEqual([
    "crm",
    "  Account",
    "    rows  2,056",
  ]);
});
