import { expect, test } from "vitest";
import {
  failed,
  passed,
  runProjectsOf,
  smallLake,
  statusOf,
} from "../../../test/elt/small-lake.ts";
import { PlatformError } from "../../core/domain/platform-error.ts";
import { staleProjects } from "./stale-projects.ts";

const stale = { warnAfterHours: 36, errorAfterHours: 72, onStale: "stop" } as const;

test("a project waits for its tables, is built when the last has come, and then not again until something is new", async () => {
  const lake = await smallLake();
  await lake.load("Contact", "Account");
  const waiting = await runProjectsOf(lake);
  expect(waiting.builds).toEqual([]);
  expect(waiting.skipped).toEqual([
    {
      project: "small",
      reason: "waiting for crm.region (flow small-dev-crm-Region, never loaded)",
    },
  ]);
  await lake.load("Region");
  expect((await runProjectsOf(lake)).builds).toMatchObject([{ run: { status: "published" } }]);
  expect(await runProjectsOf(lake)).toMatchObject({
    builds: [],
    skipped: [{ reason: "nothing is new since its last build" }],
  });
  lake.passHours(24);
  await lake.load("Contact");
  expect((await runProjectsOf(lake)).skipped[0]?.reason).toMatch(
    /^waiting for crm\.account .*2026-03-01.*crm\.region/,
  );
  await lake.load("Account", "Region");
  expect((await runProjectsOf(lake)).builds).toHaveLength(1);
});

test("a named project is built whether it is due or not, and one that nothing has changed for stays as it is", async () => {
  const lake = await smallLake();
  await lake.load();
  expect((await runProjectsOf(lake, ["small"])).builds).toMatchObject([
    { run: { status: "published" } },
  ]);
  const again = await runProjectsOf(lake, ["small"]);
  expect(again.builds).toMatchObject([{ run: { status: "unchanged" } }]);
  expect(lake.builder.requests).toHaveLength(1);
  expect(await statusOf(lake)).toMatchObject({ lastRun: { status: "unchanged" }, due: false });
});

test("a build that fails is not repeated by itself, is shown with its state, and raises one alert that names what is downstream", async () => {
  const lake = await smallLake();
  await lake.load();
  await runProjectsOf(lake);
  lake.passHours(24);
  await lake.load();
  lake.end(failed);
  const broken = await runProjectsOf(lake);
  expect(broken.builds).toMatchObject([{ run: { status: "failed" } }]);
  expect(await staleProjects(lake.ports, lake.environment)).toMatchObject([
    {
      project: "small",
      schemas: expect.arrayContaining(["mart_people"]),
      last: { status: "failed" },
      published: { startedAt: new Date("2026-03-01T06:00:00Z") },
    },
  ]);
  expect((await runProjectsOf(lake)).skipped).toEqual([
    {
      project: "small",
      reason:
        "its last build of the same input failed (lakewright status): correct it, or build it again by its name",
    },
  ]);
  const loadId = broken.builds[0]?.run.loadId ?? "";
  expect(await statusOf(lake)).toMatchObject({
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
  expect((await runProjectsOf(lake, ["small"])).builds).toMatchObject([
    { run: { status: "published" } },
  ]);
  expect(await staleProjects(lake.ports, lake.environment)).toEqual([]);
  expect(await statusOf(lake)).toMatchObject({
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
  expect((await runProjectsOf(lake)).failures).toMatchObject([
    { project: "small", error: { code: "cancelled" } },
  ]);
  expect(await lake.ports.events.alerts(10)).toEqual([]);
  const cancelled = await statusOf(lake);
  expect(cancelled).toMatchObject({ due: true, lastRun: { status: "cancelled" } });
  expect(lake.builder.removed).toEqual([lake.ports.fileOf(cancelled.lastRun?.loadId ?? "")]);
  lake.end(passed);
  lake.passHours(1);
  expect((await runProjectsOf(lake)).builds).toHaveLength(1);
  expect(await statusOf(lake)).toMatchObject({
    due: false,
    next: new Date("2026-03-02T04:00:00Z"),
  });
  // Nothing is new the next day, and it starts all the same.
  lake.passHours(24);
  expect((await runProjectsOf(lake)).builds).toMatchObject([{ run: { status: "unchanged" } }]);
  expect((await runProjectsOf(lake)).builds).toEqual([]);
});

test("a deadline that passes without a start is told with what is waited for, and raised once a day", async () => {
  const lake = await smallLake({ deadline: "07:30" });
  await lake.load();
  await runProjectsOf(lake);
  lake.passHours(24);
  await lake.load("Contact", "Account");
  expect((await runProjectsOf(lake)).late).toEqual([]);
  lake.passHours(2);
  const late = {
    project: "small",
    owner: "small-data",
    deadline: new Date("2026-03-02T07:30:00Z"),
    reason: "waiting for crm.region (flow small-dev-crm-Region, last loaded on 2026-03-01)",
  };
  expect((await runProjectsOf(lake)).late).toEqual([late]);
  expect((await runProjectsOf(lake)).late).toEqual([late]);
  expect(await lake.ports.events.alerts(10)).toMatchObject([
    {
      id: "small-dev-small-not-started-2026-03-02",
      "detail-type": "Lakewright ELT Not Started In Time",
      detail: { project: "small", deadline: "2026-03-02T07:30:00.000Z", reason: late.reason },
    },
  ]);
  expect((await statusOf(lake)).missed).toEqual(late.deadline);
  await lake.load("Region");
  expect(await runProjectsOf(lake)).toMatchObject({
    late: [],
    builds: [{ run: { status: "published" } }],
  });
  expect((await statusOf(lake)).missed).toBeUndefined();
});

test("where dbt cannot run, what is due is missing, what is named fails, and nobody is called late for it", async () => {
  const lake = await smallLake({ deadline: "05:00" });
  await lake.load();
  const ports = {
    ...lake.ports,
    builder: { ...lake.builder, prepare: async () => "there is no python3" },
  };
  expect(await runProjectsOf({ ...lake, ports })).toMatchObject({
    builds: [],
    late: [],
    missing: { reason: "there is no python3", projects: ["small"] },
  });
  expect(await runProjectsOf({ ...lake, ports }, ["small"])).toMatchObject({
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
  const { builds } = await runProjectsOf(warned, ["small"]);
  expect(builds).toMatchObject([{ run: { status: "published" } }]);
  expect(builds[0]?.freshness.map((found) => found.status)).toEqual(["stale", "stale", "stale"]);

  const stopped = await smallLake({ freshness: stale });
  await stopped.load();
  stopped.passHours(24 * 3);
  await stopped.load("Account", "Region");
  const [build] = (await runProjectsOf(stopped, ["small"])).builds;
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
