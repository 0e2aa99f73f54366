import { expect, test } from "vitest";
import {
  failed,
  passed,
  quietly,
  runProjectsOf,
  smallLake,
  statusOf,
} from "../../../test/elt/small-lake.ts";
import type { EltOutcome } from "../ports/elt-builder.ts";
import { buildProjects } from "./build-projects.ts";
import { projectStatuses } from "./project-status.ts";

test("projects of one build that another project stops are not held to have failed", async () => {
  const lake = await smallLake();
  const { warehouse } = lake.environment;
  const [first] = warehouse?.projects ?? [];
  if (!warehouse || !first) throw new Error("there is no project");
  const other = { ...first, name: "other", schemas: ["stg_other"], stagingSchema: "stg_other" };
  const environment = {
    ...lake.environment,
    warehouse: { ...warehouse, projects: [other, first] },
  };
  await lake.load();
  lake.end(({ project }) => (project === "small" ? failed : passed));
  const call = { platform: "small", environment, names: [], full: false, replay: undefined };
  await buildProjects(lake.ports, call, quietly);
  const statuses = await projectStatuses(lake.ports, "small", environment);
  expect(statuses.map(({ due, lastRun }) => [lastRun?.status, due])).toEqual([
    ["cancelled", true],
    ["failed", false],
  ]);
});

test("a build that ended between publishing its state and registering its tables is registered by the next one, though nothing is new", async () => {
  const lake = await smallLake();
  await lake.load();
  const { catalog } = lake.ports;
  let broken = true;
  const ports: typeof lake.ports = {
    ...lake.ports,
    catalog: {
      ...catalog,
      createTable: async (database, input) => {
        if (broken && database === "mart_people") throw new Error("killed");
        return catalog.createTable(database, input);
      },
    },
    builder: {
      ...lake.builder,
      begin: async (...call) => ({
        ...(await lake.builder.begin(...call)),
        tables: async () => [{ schema: "mart_people", name: "contacts", columns: [] }],
      }),
    },
  };
  await expect(runProjectsOf({ ...lake, ports })).rejects.toThrow("killed");
  expect(await ports.snapshots.published()).toBeDefined();
  expect(await catalog.table("mart_people", "contacts")).toBeUndefined();
  broken = false;
  const again = await runProjectsOf({ ...lake, ports }, ["small"]);
  expect(again.builds).toMatchObject([{ run: { status: "unchanged" } }]);
  expect(await catalog.table("mart_people", "contacts")).toBeDefined();
});

test("a load that arrives between planning and building waits for the next build: record, freshness and state have one input", async () => {
  const lake = await smallLake();
  await lake.load();
  let arrived = false;
  const eltRuns: typeof lake.ports.eltRuns = {
    ...lake.ports.eltRuns,
    open: async (opening) => {
      await lake.ports.eltRuns.open(opening);
      if (arrived) return;
      arrived = true;
      lake.passHours(24);
      await lake.load();
    },
  };
  const ports = { ...lake.ports, eltRuns };
  const { builds } = await runProjectsOf({ ...lake, ports });
  expect(builds[0]?.freshness.map(({ loadDate }) => loadDate)).toEqual(Array(3).fill("2026-03-01"));
  const datesRead = () =>
    lake.builder.requests.map(({ sources }) =>
      sources.flatMap(({ groups }) =>
        groups.flatMap(({ files }) => files.map((file) => file.loadDate)),
      ),
    );
  expect(datesRead()).toEqual([Array(3).fill("20260301")]);
  const [state] = await ports.snapshots.kept();
  const [record] = await ports.eltRuns.runs("small", 1);
  expect(record?.input).toBe(state?.input);

  expect((await runProjectsOf({ ...lake, ports })).builds).toMatchObject([
    { run: { status: "published" } },
  ]);
  expect(datesRead()[1]).toContain("20260302");
  expect((await statusOf(lake)).due).toBe(false);
});

const [made] = passed.results;
/** dbt could not run a model, in these words. */
const failedWith = (message: string): EltOutcome => ({
  ...failed,
  results: made ? [{ ...made, status: "failed", message }] : [],
});

test.each([
  ["a test finds rows", failed, 0],
  [
    "a column is misspelt",
    failedWith(
      'Database Error in model contacts\n  Binder Error: Referenced column "nam" not found',
    ),
    0,
  ],
  ["a macro does not exist", failedWith("Compilation Error in model contacts"), 0],
  [
    "a file cannot be decoded",
    failedWith("Runtime Error in model contacts\n  don't know what type"),
    3,
  ],
])(
  "where %s, files that look right are decoded only if one may be why (case %#)",
  async (_, outcome, files) => {
    const lake = await smallLake();
    await lake.load();
    const decoded: string[] = [];
    const rowReader: typeof lake.ports.rowReader = {
      ...lake.ports.rowReader,
      canRead: async (path) => {
        decoded.push(path);
        return true;
      },
    };
    lake.end(outcome);
    const { builds } = await runProjectsOf({ ...lake, ports: { ...lake.ports, rowReader } });
    expect(builds).toMatchObject([{ run: { status: "failed" } }]);
    expect(decoded).toHaveLength(files);
  },
);
