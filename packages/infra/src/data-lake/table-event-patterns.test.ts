import { expect, test } from "vitest";
import { changedTables } from "./table-event-patterns.ts";

test("a table that is made is told of by an event of its database, one that changes by its own", () => {
  expect(changedTables(["crm"])).toEqual([
    {
      source: ["aws.glue"],
      detailType: [
        "Glue Data Catalog Database State Change",
        "Glue Data Catalog Table State Change",
      ],
      detail: { databaseName: ["crm"], typeOfChange: ["CreateTable", "UpdateTable"] },
    },
  ]);
});

test("many databases are split over patterns that EventBridge takes, each database in one", () => {
  const databases = Array.from(
    { length: 100 },
    (_, i) => `connector_profile_with_a_long_name_${i}`,
  );
  const patterns = changedTables(databases);
  expect(patterns.length).toBeGreaterThan(1);
  for (const pattern of patterns) expect(JSON.stringify(pattern).length).toBeLessThan(2048);
  expect(patterns.flatMap(({ detail }) => detail?.databaseName)).toEqual(databases);
});

test("without a database there is nothing to watch", () => {
  expect(changedTables([])).toEqual([]);
});
