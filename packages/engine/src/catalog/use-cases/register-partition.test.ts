import { expect, test } from "vitest";
import { anyFlow } from "../../../test/any-flow.ts";
import { tableInput } from "../../../test/contracts/catalog-contract.ts";
import { memoryCatalog } from "../adapters/memory/memory-catalog.ts";
import type { FinishedRun } from "../domain/end-of-run-event.ts";
import { registerPartition, targetOf } from "./register-partition.ts";

const cuts = [new Date("2020-01-01T00:00:00Z"), new Date("2022-07-01T00:00:00Z")];
const flow = anyFlow({ firstLoadCuts: cuts });

function run(parts: Partial<FinishedRun>): FinishedRun {
  return {
    ...{ flow: flow.name, executionId: "e1", succeeded: true, rows: 1, failedRows: 0 },
    ...{ startedAt: new Date("2026-03-01T06:00:00Z"), endedAt: new Date("2026-03-01T06:10:00Z") },
    destination: "s3://raw/crm",
    ...parts,
  };
}

function targetFor(parts: Partial<FinishedRun>) {
  const target = targetOf([flow], run(parts));
  if (!target) throw new Error("no target");
  return target;
}

const slice = `${flow.name}-first-2`;

test("a slice of a first load feeds its flow's table, under the day of its upper cut, from its own run's folder", () => {
  const { flow: fed, partition } = targetFor({ flow: slice });
  expect(fed).toBe(flow);
  expect(partition.Values).toEqual(["20220701"]);
  expect(partition.StorageDescriptor.Location).toBe(`s3://raw/crm/${slice}/2026/03/01/e1/`);
});

test("the flow itself is registered under the day it ran, whatever its cuts", () => {
  const { partition } = targetFor({});
  expect(partition.Values).toEqual(["20260301"]);
  expect(partition.StorageDescriptor.Location).toBe(`s3://raw/crm/${flow.name}/2026/03/01/`);
});

test.each([`${flow.name}-first-3`, "somebody-elses-flow"])("%s stands for no flow", (name) => {
  expect(targetOf([flow], run({ flow: name }))).toBeUndefined();
});

test("a slice that is read again replaces what it brought before, and a late event of the first reading does not", async () => {
  const catalog = memoryCatalog();
  await catalog.ensureDatabase(flow.database);
  await catalog.createTable(flow.database, tableInput(flow.table));
  const first = targetFor({ flow: slice, executionId: "e9" });
  const again = targetFor({ flow: slice, startedAt: new Date("2026-03-02T06:00:00Z") });
  expect(await registerPartition({ catalog }, first)).toBe("created");
  expect(await registerPartition({ catalog }, again)).toBe("updated");
  expect(await registerPartition({ catalog }, first)).toBe("unchanged");
  expect(await catalog.partitions(flow.database, flow.table)).toEqual([again.partition]);
});
