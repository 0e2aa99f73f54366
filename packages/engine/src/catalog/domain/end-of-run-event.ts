import type { PlatformEvent } from "../../core/index.ts";
import { PlatformError } from "../../core/index.ts";

/** AppFlow's names of the event, its statuses, and the keys that are read. */
const appFlow = {
  source: "aws.appflow",
  detailType: "AppFlow End Flow Run Report",
  succeeded: "Execution Successful",
  failed: "Execution Failed",
  flow: "flow-name",
  destination: "destination-object",
  rows: "num-of-records-processed",
  failedRows: "num-of-record-failures",
  executionId: "execution-id",
  startedAt: "start-time",
  endedAt: "end-time",
} as const;

/**
 * `AppFlow End Flow Run Report` on EventBridge: numbers are text, times end in `[UTC]`, `destination-object` leaves out
 * the flow name, `resources` holds an opaque id (AppFlow user guide, "flow notifications", and recorded events).
 */
export interface EndOfRunEvent extends PlatformEvent {
  readonly "detail-type": typeof appFlow.detailType;
  readonly source: typeof appFlow.source;
  readonly detail: Readonly<Record<string, string>>;
}

/** A finished run as the registrar needs it. */
export interface FinishedRun {
  readonly flow: string;
  readonly executionId: string;
  readonly succeeded: boolean;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly rows: number;
  readonly failedRows: number;
  /** `s3://bucket[/prefix]`, no slash at the end. */
  readonly destination: string;
}

interface EventParts extends FinishedRun {
  readonly account: string;
  readonly region: string;
  readonly object: string;
  readonly scheduled: boolean;
  readonly bytes: number;
}

/** The event AppFlow would send for this run. */
export function endOfRunEvent(run: EventParts): EndOfRunEvent {
  return {
    version: "0",
    id: run.executionId,
    "detail-type": appFlow.detailType,
    source: appFlow.source,
    account: run.account,
    time: run.endedAt.toISOString().replace(/\.\d+Z$/, "Z"),
    region: run.region,
    resources: [run.executionId.replaceAll("-", "")],
    detail: {
      [appFlow.flow]: run.flow,
      "flow-arn": `arn:aws:appflow:${run.region}:${run.account}:flow/${run.flow}`,
      source: "Salesforce",
      destination: "S3",
      "source-object": run.object,
      [appFlow.destination]: run.destination,
      "trigger-type": run.scheduled ? "SCHEDULED" : "ONDEMAND",
      [appFlow.rows]: String(run.rows),
      "num-of-records-filtered": "0",
      [appFlow.failedRows]: String(run.failedRows),
      "num-of-documents-processed": "1",
      "data-processed": String(run.bytes),
      [appFlow.executionId]: run.executionId,
      [appFlow.startedAt]: `${run.startedAt.toISOString()}[UTC]`,
      [appFlow.endedAt]: `${run.endedAt.toISOString()}[UTC]`,
      status: run.succeeded ? appFlow.succeeded : appFlow.failed,
    },
  };
}

/**
 * Reads an end-of-run event as it really comes: optional keys, numbers as text, `[UTC]` after the time, a slash at
 * the end of the destination. Fails with `event_malformed` naming the key.
 */
export function parseEndOfRunEvent(event: unknown): FinishedRun {
  const detail = recordAt(event, "detail");
  return {
    flow: textAt(detail, appFlow.flow),
    executionId: textAt(detail, appFlow.executionId),
    succeeded: textAt(detail, "status") === appFlow.succeeded,
    startedAt: timeAt(detail, appFlow.startedAt),
    endedAt: timeAt(detail, appFlow.endedAt),
    rows: numberAt(detail, appFlow.rows),
    failedRows: numberAt(detail, appFlow.failedRows),
    destination: textAt(detail, appFlow.destination).replace(/\/+$/, ""),
  };
}

/** Name of the flow that an event is about; undefined for an event of something else. */
export function flowOfEvent({ detail }: PlatformEvent): unknown {
  return detail[appFlow.flow];
}

type Keyed = Readonly<Record<string, unknown>>;

function recordAt(value: unknown, key: string): Keyed {
  const found = typeof value === "object" && value !== null ? (value as Keyed)[key] : undefined;
  if (typeof found !== "object" || found === null) throw malformed(key, found);
  return found as Keyed;
}

function textAt(detail: Keyed, key: string): string {
  const value = detail[key];
  if (typeof value !== "string" || value === "") throw malformed(key, value);
  return value;
}

function timeAt(detail: Keyed, key: string): Date {
  const value = textAt(detail, key);
  const time = new Date(value.replace(/\[UTC\]$/, ""));
  if (Number.isNaN(time.getTime())) throw malformed(key, value);
  return time;
}

/** Absent counts are zero: AppFlow leaves them out of some reports. */
function numberAt(detail: Keyed, key: string): number {
  const value = detail[key] ?? "0";
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0) throw malformed(key, value);
  return number;
}

function malformed(key: string, value: unknown): PlatformError {
  return new PlatformError(
    "event_malformed",
    `the end-of-run event has no usable "${key}": ${JSON.stringify(value) ?? "absent"}`,
    "send the AppFlow End Flow Run Report as EventBridge delivers it",
  );
}
