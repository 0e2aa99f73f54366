import { tableId } from "@lakewright/config/table-id";
import type { FlowStatus, RunRecord } from "@lakewright/engine";
import { expect, test } from "vitest";
import { memoryIo } from "../../test/memory-io.ts";
import { callOptions } from "../call/call-options.ts";
import { coloursFor } from "../output/colours.ts";
import { statusLines } from "./status-lines.ts";

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

const run: RunRecord = {
  executionId: "x",
  flow: "gtm-dev-crm-Account",
  kind: "full",
  api: "bulk",
  startedAt: new Date("2025-01-04T06:00:00Z"),
  endedAt: new Date("2025-01-04T06:00:05Z"),
  windowFrom: undefined,
  windowTo: new Date("2025-01-04T06:00:00Z"),
  target: "s3://raw/x/",
  sequence: 1,
  status: "succeeded",
  rows: 3000,
  rowsRead: 1,
  bytesRead: 1,
  error: undefined,
};

const flow: FlowStatus = {
  flow: run.flow,
  object: "Account",
  profile: "crm",
  status: "active",
  table: tableId({ database: "crm", table: "account" }),
  lastRun: run,
  freshUntil: run.windowTo,
  loadedRows: 3000,
  partitions: 1,
  unclassifiedColumns: [],
  driftedColumns: [],
  formulaFields: [],
  unfilledFields: [],
  refresh: undefined,
  damagedFiles: [],
};

test("a flow's line has its last run, freshness and counts", async () => {
  const lines = await statusLines(context, { flows: [flow], drift: [], waitingEvents: 0 });
  expect(lines[2]).toBe("crm  (SQL: crm_ext, crm_current)");
  expect(lines[3]).toMatch(/^ {2}Account +succeeded +2025-01-04 06:00:00 .* 3,000 +1 /);
  expect(lines).toHaveLength(4);
});

test("a run that failed shows its code, its message and what to do", async () => {
  const error = { code: "source_unreachable", message: "no answer" };
  const failed = { ...flow, lastRun: { ...run, status: "failed" as const, error } };
  const lines = await statusLines(context, { flows: [failed], drift: [], waitingEvents: 0 });
  const text = lines.join("\n");
  expect(text).toContain("crm Account failed: LW2001  no answer");
  expect(text).toContain("hint: lakewright run Account");
});

test("flows that are suspended are listed, and what that means on AWS and here", async () => {
  const suspended = { ...flow, status: "suspended" as const };
  const lines = await statusLines(context, { flows: [suspended], drift: [], waitingEvents: 0 });
  expect(lines.slice(-2)).toEqual([
    "suspended: AWS does not run these; here they run only when named",
    "  crm Account",
  ]);
});

test("drift is listed with what became of the field", async () => {
  const added = {
    change: "added",
    field: "Tier__c",
    before: undefined,
    after: "picklist",
  } as const;
  const drift = [{ ...added, flow: run.flow, executionId: "x", at: run.startedAt }];
  const lines = await statusLines(context, { flows: [flow], drift, waitingEvents: 0 });
  expect(lines.at(-1)).toContain("crm Account.Tier__c added (picklist), unclassified");
});
