import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tableInput } from "../test/contracts/catalog-contract.ts";
import { sqliteCatalog } from "./catalog/adapters/sqlite/sqlite-catalog.ts";
import { withdrawnTableInput } from "./catalog/domain/warehouse-table.ts";
import { openLocalState, registeredTables } from "./local-state.ts";

test("a folder tells its tables without being opened, but not those that a build withdrew", async () => {
  const folder = await mkdtemp(join(tmpdir(), "lakewright-registered-"));
  expect(await registeredTables(folder)).toBeUndefined();
  const state = await openLocalState(folder);
  const catalog = sqliteCatalog(state);
  await catalog.ensureDatabase("mart");
  await catalog.createTable("mart", tableInput("kept"));
  await catalog.createTable("mart", withdrawnTableInput(tableInput("gone"), "build-2"));
  const tables = await registeredTables(folder);
  expect(tables?.map(({ database, input }) => `${database}.${input.Name}`)).toEqual(["mart.kept"]);
  state.close();
});
