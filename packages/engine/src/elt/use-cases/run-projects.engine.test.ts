import { expect, test } from "vitest";
import { failed, passed, smallLake } from "../../../test/elt/small-lake.ts";
import { PlatformError } from "../../core/domain/platform-error.ts";
import { buildProjects } from "./build-projects.ts";
import { projectStatuses } from "./project-status.ts";
import { runProjects } from "./run-projects.ts";
import { staleProjects } from "./stale-projects.ts";

const { signal } = new AbortController();
const quiet = () => undefined;
const watch = { signal, report: quiet, say: quiet };

type Lake = Awaited<ReturnType<typeof smallLake>>;

const run = ({ ports, environment }: Lake, names?: readonly string[]) =>
  runProjects(ports, { platform: "small", environment, names, full: false }, watch);

const status = async ({ ports, environment }: Lake) => {
  const [found] = await projectStatuses(ports, "small", environment);
  if (!found) throw new Error("there is no project");
  return found;
};

const stale = { warnAfterHours: 36, errorAfterHours: 72, onStale: "stop" } as const;

test("a project waits for its tables, is built when the last has come, and then not again until something is new", async () => {
  const lake = await smallLake();
  await lake.load("Contact", "Account");
  const waiting = await run(lake);
  expect(waiting.builds).toEqual([]);
  expect(waiting.skipped).toEqual([
    {
      project: "small",
      reason: "waiting for crm.region (flow small-dev-crm-Region, never loaded)",
    },
  ]);
  await lake.load("Region");
  expect((await run(lake)).builds).toMatchObject([{ run: { status: "published" } }]);
  expect(await run(lake)).toMatchObject({
    builds: [],
    skipped: [{ reason: "nothing is new since its last build" }],
  });
  lake.passHours(24);
  await lake.load("Contact");
  expect((await run(lake)).skipped[0]?.reason).toMatch(
    /^waiting for crm\.account .*2026-03-01.*crm\.region/,
  );
  await lake.load("Account", "Region");
  expect((await run(lake)).builds).toHaveLength(1);
});

test("a named project is built whether it is due or not, and one that nothing has changed for stays as it is", async () => {
  const lake = await smallLake();
  await lake.load();
  expect((await run(lake, ["small"])).builds).toMatchObject([{ run: { status: "published" } }]);
  const again = await run(lake, ["small"]);
  expect(again.builds).toMatchObject([{ run: { status: "unchanged" } }]);
  expect(lake.builder.requests).toHaveLength(1);
  expect(await status(lake)).toMatchObject({ lastRun: { status: "unchanged" }, due: false });
});

test("a build that fails is not repeated by itself, is shown with its state, and raises one alert that names what is downstream", async () => {
  const lake = await smallLake();
  await lake.load();
  await run(lake);
  lake.passHours(24);
  await lake.load();
  lake.end(failed);
  const broken = await run(lake);
  expect(broken.builds).toMatchObject([{ run: { status: "failed" } }]);
  expect(await staleProjects(lake.ports, lake.environment)).toMatchObject([
    {
      project: "small",
      schemas: expect.arrayContaining(["mart_people"]),
      last: { status: "failed" },
      published: { startedAt: new Date("2026-03-01T06:00:00Z") },
    },
  ]);
  expect((await run(lake)).skipped).toEqual([
    {
      project: "small",
      reason:
        "its last build of the same input failed (lakewright status): correct it, or build it again by its name",
    },
  ]);
  const loadId = broken.builds[0]?.run.loadId ?? "";
  expect(await status(lake)).toMatchObject({
    lastRun: { status: "failed", message: "test unique_contacts: Got 1 result", loadId },
    lastPublished: { status: "published" },
    failedState: `/warehouse/${loadId}/warehouse.duckdb`,
  });
  const [alert, ...others] = await lake.ports.events.alerts(10);
  expect(others).toEqual([]);
  expect(alert).toMatchObject({
    id: `${loadId}-failed`,
    "detail-type": "Lakewright ELT Build Failed",
    source: "lakewright.elt",
    account: "000000000000",
    detail: {
      project: "small",
      owner: "small-data",
      failed: [{ kind: "test", name: "unique_contacts" }],
      downstream: ["contacts", "readers"],
    },
  });
  expect(alert?.detail).toEqual(JSON.parse(lake.builder.texts.get(`${loadId}/failure.json`) ?? ""));

  lake.passHours(1);
  lake.end(passed);
  expect((await run(lake, ["small"])).builds).toMatchObject([{ run: { status: "published" } }]);
  expect(await staleProjects(lake.ports, lake.environment)).toEqual([]);
  expect(await status(lake)).toMatchObject({
    lastRun: { status: "published" },
    failedState: undefined,
  });
});

test("a project with a time starts at that time, and a cancelled build was no start", async () => {
  const schedule = { kind: "cron", expression: "cron(0 4 * * ? *)" } as const;
  const lake = await smallLake({ trigger: { kind: "schedule", schedule } });
  await lake.load();
  lake.end(() => {
    throw new PlatformError("cancelled", "the build was cancelled", "run it again");
  });
  expect((await run(lake)).failures).toMatchObject([
    { project: "small", error: { code: "cancelled" } },
  ]);
  expect(await lake.ports.events.alerts(10)).toEqual([]);
  const cancelled = await status(lake);
  expect(cancelled).toMatchObject({ due: true, lastRun: { status: "cancelled" } });
  expect(lake.builder.removed).toEqual([lake.ports.fileOf(cancelled.lastRun?.loadId ?? "")]);
  lake.end(passed);
  lake.passHours(1);
  expect((await run(lake)).builds).toHaveLength(1);
  expect(await status(lake)).toMatchObject({ due: false, next: new Date("2026-03-02T04:00:00Z") });
  // Nothing is new the next day, and it starts all the same.
  lake.passHours(24);
  expect((await run(lake)).builds).toMatchObject([{ run: { status: "unchanged" } }]);
  expect((await run(lake)).builds).toEqual([]);
});

test("a deadline that passes without a start is told with what is waited for, and raised once a day", async () => {
  const lake = await smallLake({ deadline: "07:30" });
  await lake.load();
  await run(lake);
  lake.passHours(24);
  await lake.load("Contact", "Account");
  expect((await run(lake)).late).toEqual([]);
  lake.passHours(2);
  const late = {
    project: "small",
    owner: "small-data",
    deadline: new Date("2026-03-02T07:30:00Z"),
    reason: "waiting for crm.region (flow small-dev-crm-Region, last loaded on 2026-03-01)",
  };
  expect((await run(lake)).late).toEqual([late]);
  expect((await run(lake)).late).toEqual([late]);
  expect(await lake.ports.events.alerts(10)).toMatchObject([
    {
      id: "small-dev-small-not-started-2026-03-02",
      "detail-type": "Lakewright ELT Not Started In Time",
      detail: { project: "small", deadline: "2026-03-02T07:30:00.000Z", reason: late.reason },
    },
  ]);
  expect((await status(lake)).missed).toEqual(late.deadline);
  await lake.load("Region");
  expect(await run(lake)).toMatchObject({ late: [], builds: [{ run: { status: "published" } }] });
  expect((await status(lake)).missed).toBeUndefined();
});

test("where dbt cannot run, what is due is missing, what is named fails, and nobody is called late for it", async () => {
  const lake = await smallLake({ deadline: "05:00" });
  await lake.load();
  const ports = {
    ...lake.ports,
    builder: { ...lake.builder, prepare: async () => "there is no python3" },
  };
  expect(await run({ ...lake, ports })).toMatchObject({
    builds: [],
    late: [],
    missing: { reason: "there is no python3", projects: ["small"] },
  });
  expect(await run({ ...lake, ports }, ["small"])).toMatchObject({
    builds: [],
    missing: undefined,
    failures: [
      {
        project: "small",
        error: { code: "elt_unavailable", message: "ELT cannot run: there is no python3" },
      },
    ],
  });
});

test("a stale table is named and does no harm, unless the project wants to be stopped", async () => {
  const warned = await smallLake();
  await warned.load();
  warned.passHours(24 * 3);
  const { builds } = await run(warned, ["small"]);
  expect(builds).toMatchObject([{ run: { status: "published" } }]);
  expect(builds[0]?.freshness.map((found) => found.status)).toEqual(["stale", "stale", "stale"]);

  const stopped = await smallLake({ freshness: stale });
  await stopped.load();
  stopped.passHours(24 * 3);
  await stopped.load("Account", "Region");
  const [build] = (await run(stopped, ["small"])).builds;
  expect(build?.run).toMatchObject({
    status: "failed",
    failure: {
      failed: [
        {
          kind: "source",
          name: "crm.contact",
          message:
            "crm.contact is stale: flow small-dev-crm-Contact last loaded it on 2026-03-01, more than 72 hours ago",
        },
      ],
      downstream: ["contacts"],
    },
  });
  expect(stopped.builder.requests).toEqual([]);
  expect(await stopped.ports.events.alerts(10)).toHaveLength(1);
});

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
  await buildProjects(lake.ports, call, watch);
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
  await expect(run({ ...lake, ports })).rejects.toThrow("killed");
  expect(await ports.snapshots.published()).toBeDefined();
  expect(await catalog.table("mart_people", "contacts")).toBeUndefined();
  broken = false;
  const again = await run({ ...lake, ports }, ["small"]);
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
  const { builds } = await run({ ...lake, ports });
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

  expect((await run({ ...lake, ports })).builds).toMatchObject([{ run: { status: "published" } }]);
  expect(datesRead()[1]).toContain("20260302");
  expect((await status(lake)).due).toBe(false);
});
