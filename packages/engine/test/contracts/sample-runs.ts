import { endOfRunEvent } from "../../src/catalog/domain/end-of-run-event.ts";
import type { RunOpening, RunSuccess } from "../../src/catalog/domain/run.ts";
import type { FieldDescription } from "../../src/sources/domain/field-type.ts";

export const accountFields: readonly FieldDescription[] = [
  { name: "Id", label: "Account ID", type: "id", calculated: false },
  { name: "Name", label: "Account Name", type: "string", calculated: false },
];

/** An increment of the flow `account`, unless the caller says otherwise. */
export function opening(run: Partial<RunOpening>): RunOpening {
  const executionId = run.executionId ?? "run";
  return {
    executionId,
    flow: "account",
    kind: "increment",
    api: "bulk",
    startedAt: new Date("2026-01-05T00:30:00.123Z"),
    windowFrom: undefined,
    windowTo: new Date("2026-01-05T00:30:00Z"),
    target: `s3://raw/account/2026/01/05/${executionId}/`,
    ...run,
  };
}

/** The good end of such a run: one file, two rows, bookmark at the end of its window. */
export function success(run: RunOpening): RunSuccess {
  const endedAt = new Date("2026-01-05T00:31:00.456Z");
  return {
    endedAt,
    rows: 2,
    rowsRead: 3,
    bytesRead: 100,
    files: [{ uri: `${run.target}1.parquet`, rows: 2, bytes: 50 }],
    fields: accountFields,
    drift: [],
    bookmark: run.windowTo,
    event: endOfRunEvent({
      flow: run.flow,
      executionId: run.executionId,
      succeeded: true,
      startedAt: run.startedAt,
      endedAt,
      rows: 2,
      failedRows: 0,
      destination: "s3://raw",
      account: "000000000000",
      region: "local",
      object: "Account",
      scheduled: true,
      bytes: 100,
    }),
  };
}
