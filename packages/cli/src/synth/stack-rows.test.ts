import { expect, test } from "vitest";
import { stackRows } from "./stack-rows.ts";

const stack = (
  name: string,
  parts: { resources?: number; flows?: number; bytes?: number } = {},
) => ({
  name,
  template: `/out/${name}.template.json`,
  resources: 1,
  flows: 0,
  bytes: 900,
  ...parts,
});

test("numbered siblings are one line: all resources and flows, the largest template", () => {
  const flows = [
    stack("gtm-dev-flows-00", { resources: 3, flows: 2, bytes: 4000 }),
    stack("gtm-dev-flows-01"),
    stack("gtm-dev-flows-02", { resources: 2, flows: 1, bytes: 3000 }),
  ];
  const apps = [{ name: "data_lake", folder: "/out", stacks: [stack("gtm-dev-zones"), ...flows] }];
  expect(stackRows(apps)).toEqual([
    { app: "data_lake", stack: "gtm-dev-zones", resources: 1, flows: 0, bytes: 900 },
    { app: "data_lake", stack: "gtm-dev-flows-00…02", resources: 6, flows: 3, bytes: 4000 },
  ]);
});

test("stacks of different apps stay apart", () => {
  const app = (name: string) => ({ name, folder: "/out", stacks: [stack("gtm-dev-a-1")] });
  expect(stackRows([app("core"), app("data_lake")]).map((row) => [row.app, row.stack])).toEqual([
    ["core", "gtm-dev-a-1"],
    ["data_lake", "gtm-dev-a-1"],
  ]);
});
