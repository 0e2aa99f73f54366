import { expect, test } from "vitest";
import { anyFlow } from "../../../test/any-deployed.ts";
import { tasksOf } from "./flow-tasks.ts";

const day = (text: string) => new Date(`${text}T00:00:00Z`);

test("all fields are mapped by one task that names the excluded ones", () => {
  expect(tasksOf(anyFlow({ excludeFields: ["Fax", 'Odd"Name'] }))).toEqual([
    {
      taskType: "Map_all",
      sourceFields: [],
      connectorOperator: { salesforce: "NO_OP" },
      taskProperties: [{ key: "EXCLUDE_SOURCE_FIELDS_LIST", value: '["Fax","Odd\\"Name"]' }],
    },
  ]);
});

test("listed fields are projected and mapped one by one, for AppFlow refuses maps without a projection", () => {
  const salesforce = (name: string) => ({ connectorOperator: { salesforce: name } });
  expect(tasksOf(anyFlow({ fields: ["Id", "Name"] }))).toEqual([
    { taskType: "Filter", sourceFields: ["Id", "Name"], ...salesforce("PROJECTION") },
    { taskType: "Map", sourceFields: ["Id"], destinationField: "Id", ...salesforce("NO_OP") },
    { taskType: "Map", sourceFields: ["Name"], destinationField: "Name", ...salesforce("NO_OP") },
  ]);
});

test("an excluded field is not projected, whatever the case of its letters", () => {
  const [projection] = tasksOf(anyFlow({ fields: ["Id", "Fax"], excludeFields: ["fax"] }));
  expect(projection?.sourceFields).toEqual(["Id"]);
});

test("operators stand under the key of the source, also on the way to Salesforce", () => {
  for (const fields of [undefined, ["Id", "Score__c"]])
    for (const task of tasksOf(anyFlow({ direction: "out", fields })))
      expect(Object.keys(task.connectorOperator ?? {})).toEqual(["s3"]);
});

test("connectors that offer nothing to map with get no operator", () => {
  const [task] = tasksOf(anyFlow({ source: "amplitude" }));
  expect(task).not.toHaveProperty("connectorOperator");
  const [projection, map] = tasksOf(anyFlow({ source: "googleanalytics", fields: ["a"] }));
  expect(projection?.connectorOperator).toEqual({ googleAnalytics: "PROJECTION" });
  expect(map).not.toHaveProperty("connectorOperator");
});

const slice = { name: "gtm-dev-crm-Account-first-2", partition: "20220701" };

test("the first slice reads what was created before its cut", () => {
  const tasks = tasksOf(anyFlow(), { ...slice, from: undefined, to: day("2022-07-01") });
  expect(tasks.map(({ taskType }) => taskType)).toEqual(["Map_all", "Filter"]);
  expect(tasks[1]).toEqual({
    taskType: "Filter",
    sourceFields: ["CreatedDate"],
    connectorOperator: { salesforce: "LESS_THAN" },
    taskProperties: [
      { key: "DATA_TYPE", value: "datetime" },
      { key: "VALUE", value: "1656633600000" },
    ],
  });
});

test("a later slice reads between two cuts, and exclusive bounds leave no second out", () => {
  const from = day("2020-01-01");
  const to = day("2022-07-01");
  const filter = tasksOf(anyFlow(), { ...slice, from, to })[1];
  expect(filter?.connectorOperator).toEqual({ salesforce: "BETWEEN" });
  expect(filter?.taskProperties).toEqual([
    { key: "DATA_TYPE", value: "datetime" },
    { key: "LOWER_BOUND", value: "1577836799999" },
    { key: "UPPER_BOUND", value: "1656633600000" },
  ]);
});

test("a companion reads no record that its flow leaves out because of first_load", () => {
  const companionOf = { name: "gtm-dev-crm-Account", table: "account" };
  expect(tasksOf(anyFlow({ companionOf }))).toHaveLength(1);
  expect(tasksOf(anyFlow({ firstLoad: day("2020-01-01") }))).toHaveLength(1);
  expect(tasksOf(anyFlow({ companionOf, firstLoad: day("2020-01-01") }))[1]).toEqual({
    taskType: "Filter",
    sourceFields: ["SystemModstamp"],
    connectorOperator: { salesforce: "GREATER_THAN" },
    taskProperties: [
      { key: "DATA_TYPE", value: "datetime" },
      { key: "VALUE", value: "1577836799999" },
    ],
  });
});
