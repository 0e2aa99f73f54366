import { expect, test } from "vitest";
import { anyWarehouse } from "../../test/elt/any-warehouse.ts";
import { memoryCatalog } from "../adapters/memory/memory-catalog.ts";
import { warehouseTableInput } from "../domain/elt/warehouse-table.ts";
import { parameterNames } from "../domain/registered-table.ts";
import type { EltResult, NextBuild } from "../ports/elt-builder.ts";
import { publishBuild } from "./publish-build.ts";

const [project] = anyWarehouse().projects;
const totals = { schema: "mart_out", name: "totals", columns: [{ name: "n", type: "BIGINT" }] };
const planned = project ? [{ project, files: {}, relations: [], ownDigest: "" }] : [];
const result = { relation: "mart_out.totals" } as EltResult;

/** A catalog that knows the column `n` as internal, and a build after which nothing is known of it. */
async function knownAsInternal() {
  const catalog = memoryCatalog();
  const input = warehouseTableInput(totals, "gtm", undefined);
  const Parameters = { [parameterNames.sensitivity]: "internal" };
  const StorageDescriptor = {
    ...input.StorageDescriptor,
    Columns: [{ Name: "n", Type: "bigint", Parameters }],
  };
  await catalog.ensureDatabase("mart_out");
  await catalog.createTable("mart_out", { ...input, StorageDescriptor });
  const build: Pick<NextBuild, "tables"> = { tables: async () => [totals] };
  const tested = { planned, results: [result], build: build as NextBuild, parquet: new Map() };
  const sensitivity = async () => {
    const table = await catalog.table("mart_out", "totals");
    return table?.input.StorageDescriptor.Columns[0]?.Parameters?.[parameterNames.sensitivity];
  };
  return { catalog, tested, sensitivity };
}

test("a column that becomes something else is closed before its state is published, not after", async () => {
  const { catalog, tested, sensitivity } = await knownAsInternal();
  const seen: unknown[] = [];
  const tables = await publishBuild(catalog, tested, async () => {
    seen.push(await sensitivity());
    return "added";
  });
  expect([tables, seen, await sensitivity()]).toEqual([1, ["unclassified"], undefined]);
});

test("a build that is not published leaves open what it had closed", async () => {
  const { catalog, tested, sensitivity } = await knownAsInternal();
  const lost = publishBuild(catalog, tested, async () => "conflict");
  await expect(lost).rejects.toMatchObject({ code: "flow_busy" });
  expect(await sensitivity()).toBe("internal");
});
