import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import {
  catalogContract,
  partition,
  tableInput,
} from "../../../../test/contracts/catalog-contract.ts";
import type { State } from "../../../core/adapters/sqlite/sqlite-state.ts";
import { openLocalState } from "../../../local-state.ts";
import { sqliteCatalog } from "./sqlite-catalog.ts";

const opened: State[] = [];
afterEach(() => {
  for (const state of opened.splice(0)) state.close();
});

async function open(folder?: string): Promise<State> {
  const state = await openLocalState(
    folder ?? (await mkdtemp(join(tmpdir(), "lakewright-catalog-"))),
  );
  opened.push(state);
  return state;
}

catalogContract("SQLite", async () => sqliteCatalog(await open()));

test("two connections see each other's tables and partitions at once", async () => {
  const first = await open();
  const one = sqliteCatalog(first);
  const other = sqliteCatalog(await open(first.folder));
  await one.ensureDatabase("crm");
  expect(await other.databases()).toEqual(["crm"]);
  await other.createTable("crm", tableInput("account"));
  expect(await one.createTable("crm", tableInput("account", "b"))).toBe("exists");
  await one.createPartition("crm", "account", partition("20260102"));
  expect(await other.createPartition("crm", "account", partition("20260102", "x"))).toBe("exists");
  const version = (await one.table("crm", "account"))?.version ?? "";
  expect(await other.updateTable("crm", tableInput("account", "c"), version)).toBe("updated");
  expect(await one.updateTable("crm", tableInput("account", "d"), version)).toBe("conflict");
});

test("partitions that differ only in location share one stored descriptor", async () => {
  const state = await open();
  const catalog = sqliteCatalog(state);
  await catalog.ensureDatabase("crm");
  await catalog.createTable("crm", tableInput("account"));
  for (const day of ["20260101", "20260102", "20260103"])
    await catalog.createPartition("crm", "account", partition(day));
  expect(state.one("SELECT count(*) AS n FROM descriptors")).toEqual({ n: 1 });
});

test("a partition is looked up by index, whatever the size of the catalog", async () => {
  const plan = (await open())
    .all<{ detail: string }>(
      "EXPLAIN QUERY PLAN SELECT * FROM partitions WHERE table_id = 1 AND first_value BETWEEN 'a' AND 'b' ORDER BY first_value, value_list",
    )
    .map(({ detail }) => detail);
  expect(plan).toEqual([expect.stringMatching(/^SEARCH partitions USING PRIMARY KEY/)]);
});
