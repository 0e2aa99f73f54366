import type { ProjectStatus } from "@lakewright/engine";
import { expect, test } from "vitest";
import { memoryIo } from "../../test/memory-io.ts";
import { callOptions } from "../call/call-options.ts";
import { coloursFor } from "../output/colours.ts";
import { projectLines } from "./project-lines.ts";

const plain = coloursFor(false);
const context = {
  io: memoryIo(),
  names: [],
  options: callOptions({}),
  json: false,
  print: async () => {},
  say: async () => {},
  talk: plain,
  data: plain,
};

const run = {
  loadId: "elt-1",
  project: "gtm",
  startedAt: new Date("2026-01-15T04:00:00Z"),
  endedAt: new Date("2026-01-15T04:01:00Z"),
  input: "x",
  status: "published",
  message: "",
} as const;

const project: ProjectStatus = {
  project: "gtm",
  owner: "gtm-data",
  deadline: "05:00",
  due: false,
  reason: "nothing is new since its last build",
  awaited: [],
  next: undefined,
  missed: undefined,
  lastRun: run,
  lastPublished: run,
  failedState: undefined,
  freshness: [],
};

test("a folder without ELT projects has no lines for them", async () => {
  expect(await projectLines(context, [])).toEqual([]);
});

test("a project's line has its last build, what readers see, its freshness and what is next", async () => {
  const lines = await projectLines(context, [project]);
  expect(lines.at(-1)).toMatch(
    /^gtm +published +2026-01-15 04:00:00 +2026-01-15 04:00:00 +- +on arrival$/,
  );
});

test("what failed, what is late and what is stale stand below, each with what to know", async () => {
  const stale = {
    table: "crm.account",
    flow: "gtm-dev-crm-Account",
    loadDate: "2026-01-11",
    ageHours: 99,
    limits: { warnAfterHours: 36, errorAfterHours: 72 },
    status: "stale",
  } as const;
  const failed = { ...run, status: "failed", message: "test unique_x: Got 2 results" } as const;
  const feed = { table: "crm.x", flow: "f", schedule: undefined, loadedTo: undefined };
  const lines = await projectLines(context, [
    {
      ...project,
      lastRun: failed,
      failedState: "/state/warehouse.duckdb",
      missed: new Date("2026-01-15T05:00:00Z"),
      awaited: [feed],
      freshness: [stale],
    },
  ]);
  expect(lines.slice(-4)).toEqual([
    "ELT needs attention",
    "  gtm (gtm-data) has not started by 05:00 UTC: waiting for crm.x (flow f, never loaded)",
    "  gtm failed: test unique_x: Got 2 results; its state is kept: /state/warehouse.duckdb",
    "  crm.account is stale: flow gtm-dev-crm-Account last loaded it on 2026-01-11, more than 72 hours ago",
  ]);
  expect(lines[3]).toMatch(/1 stale +waits for 1 table$/);
});

test("a build that was killed is told until another has removed what it left", async () => {
  const killed = { ...run, status: "interrupted", endedAt: undefined } as const;
  const note = "  gtm: build elt-1 was killed; the next build removes what it left";
  expect(await projectLines(context, [{ ...project, lastRun: killed }])).toContain(note);
  const recovered = { ...killed, endedAt: run.endedAt };
  expect(await projectLines(context, [{ ...project, lastRun: recovered }])).not.toContain(note);
});
