import { expect, test } from "vitest";
import { anyWarehouse } from "../../../test/elt/any-warehouse.ts";
import { memoryCatalog } from "../../catalog/adapters/memory/memory-catalog.ts";
import { memorySnapshots } from "../../catalog/adapters/memory/memory-snapshots.ts";
import { parameterNames } from "../../catalog/domain/registered-table.ts";
import { warehouseTableInput } from "../../catalog/domain/warehouse-table.ts";
import { memoryEltBuilder } from "../adapters/memory/memory-elt-builder.ts";
import { memoryEltRuns } from "../adapters/memory/memory-elt-runs.ts";
import type { FollowedTable } from "../domain/followed-column.ts";
import type { EltResult, NextBuild } from "../ports/elt-builder.ts";
import { publishBuild, registerState, tidyStates } from "./publish-build.ts";

const [project] = anyWarehouse().projects;
const totals = { schema: "mart_out", name: "totals", columns: [{ name: "n", type: "BIGINT" }] };
const column = (sensitivity: string): FollowedTable =>
  new Map([["n", { sensitivity, derivedFrom: [], sources: [], unknown: undefined }]]);
const governed = {
  lake: new Map(),
  masking: new Set<string>(),
  martSchemas: new Set<string>(),
  exceptions: [],
};
const planned = project ? [{ project, files: {}, relations: [], ownDigest: "", governed }] : [];
const result = { relation: "mart_out.totals" } as EltResult;

/** A catalog that knows the column `n` as internal, and a build after which it is personal. */
async function knownAsInternal() {
  const catalog = memoryCatalog();
  const builder = memoryEltBuilder(() => {
    throw new Error("nothing is built here");
  });
  const snapshots = memorySnapshots();
  const ports = { catalog, builder, snapshots };
  const internal = { ...totals, origins: column("internal"), isStaging: false };
  await catalog.ensureDatabase("mart_out");
  await catalog.createTable("mart_out", warehouseTableInput(internal, "gtm", undefined));
  const build: Pick<NextBuild, "tables"> = { tables: async () => [totals] };
  const tested = {
    loadId: "elt-1",
    planned,
    results: [result],
    build: build as NextBuild,
    parquet: new Map(),
    withdrawn: [],
    followed: new Map([["mart_out.totals", column("personal")]]),
  };
  const sensitivity = async () => {
    const table = await catalog.table("mart_out", "totals");
    return table?.input.StorageDescriptor.Columns[0]?.Parameters?.[parameterNames.sensitivity];
  };
  return { ports, tested, sensitivity };
}

test("a column that becomes something else is closed before its state is published, not after", async () => {
  const { ports, tested, sensitivity } = await knownAsInternal();
  const seen: unknown[] = [];
  const tables = await publishBuild(ports, tested, async () => {
    seen.push(await sensitivity());
    return "added";
  });
  expect([tables, seen, await sensitivity()]).toEqual([1, ["unclassified"], "personal"]);
});

test("a build that is not published leaves open what it had closed", async () => {
  const { ports, tested, sensitivity } = await knownAsInternal();
  const lost = publishBuild(ports, tested, async () => "conflict");
  await expect(lost).rejects.toMatchObject({ code: "flow_busy" });
  expect(await sensitivity()).toBe("internal");
});

test("columns that a build closed and did not register, since it was killed, are registered again from what it kept", async () => {
  const { ports, tested, sensitivity } = await knownAsInternal();
  const killed = publishBuild(ports, tested, async () => {
    throw new Error("killed");
  });
  await expect(killed).rejects.toThrow("killed");
  expect(await sensitivity()).toBe("unclassified");
  await registerState(ports, tested.loadId);
  expect(await sensitivity()).toBe("personal");
});

/** The state of a build, as it is published. */
const published = (loadId: string) => ({
  ...{ loadId, file: "", builtAt: new Date(0), input: "", sequences: {} },
  status: "published" as const,
});

test("a state that is published while an older one is registered again has the last word", async () => {
  const { ports, tested, sensitivity } = await knownAsInternal();
  const older = {
    ...tested,
    loadId: "elt-0",
    followed: new Map([["mart_out.totals", column("none")]]),
  };
  await publishBuild(ports, older, () => ports.snapshots.add(published("elt-0"), undefined));
  const { kept } = ports.builder;
  ports.builder.kept = async (...asked) => {
    const text = await kept(...asked);
    ports.builder.kept = kept;
    const add = () => ports.snapshots.add(published("elt-1"), 1);
    await publishBuild(ports, tested, add);
    return text;
  };
  await registerState(ports, "elt-0");
  expect(await sensitivity()).toBe("personal");
});

test("a build that kept no entries registers none, so that what it closed stays closed", async () => {
  const { ports, tested, sensitivity } = await knownAsInternal();
  const killed = publishBuild(ports, tested, () => Promise.reject(new Error("killed")));
  await expect(killed).rejects.toThrow("killed");
  ports.builder.texts.clear();
  await registerState(ports, tested.loadId);
  expect(await sensitivity()).toBe("unclassified");
});

const entry = {
  schema: "mart_out",
  input: { Name: "totals", Parameters: {}, StorageDescriptor: { Columns: [] } },
};

test.each([
  ["", "cut off before its first character"],
  ['{"loadId":"elt-1","entries":[{"sche', "cut off"],
  ["null", "nothing"],
  ["[]", "of another form"],
  ['{"loadId":"elt-1","entries":[null]}', "without an entry"],
  ['{"loadId":"elt-1","entries":[{"schema":"mart_out"}]}', "without a table"],
  [
    JSON.stringify({ loadId: "elt-1", entries: [entry] }),
    "of a table that is none of the warehouse",
  ],
  [JSON.stringify({ loadId: "elt-7", entries: [] }), "of another build"],
])("entries that a build did not write are refused and open nothing: %s (%s)", async (text) => {
  const { ports, tested, sensitivity } = await knownAsInternal();
  const killed = publishBuild(ports, tested, () => Promise.reject(new Error("killed")));
  await expect(killed).rejects.toThrow("killed");
  await ports.builder.keep(tested.loadId, "catalog-entries.json", text);
  const again = registerState(ports, tested.loadId);
  await expect(again).rejects.toMatchObject({ code: "state_corrupt" });
  expect(await sensitivity()).toBe("unclassified");
});

test("the texts of a project's newest published build stay, however often it has failed since", async () => {
  const { ports } = await knownAsInternal();
  const eltRuns = memoryEltRuns();
  const ended = async (n: number, status: "published" | "failed") => {
    const run = { loadId: `elt-${String(n).padStart(4, "0")}`, project: project?.name ?? "" };
    await eltRuns.open({ ...run, startedAt: new Date(n), input: "" });
    await eltRuns.close(run, { status, endedAt: new Date(n), message: "" });
    await ports.builder.keep(run.loadId, "openlineage.jsonl", status);
  };
  await ended(0, "published");
  for (let n = 1; n <= 150; n++) await ended(n, "failed");
  await tidyStates({ ...ports, eltRuns }, project ? [project] : []);
  expect(await ports.builder.kept("elt-0000", "openlineage.jsonl")).toBe("published");
  expect(await ports.builder.kept("elt-0140", "openlineage.jsonl")).toBeUndefined();
  expect(await ports.builder.kept("elt-0150", "openlineage.jsonl")).toBe("failed");
});
