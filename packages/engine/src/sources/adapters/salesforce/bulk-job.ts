import type { Extract } from "../../ports/source.ts";
import type { ApiClient } from "./api-client.ts";
import type { ExtractCall } from "./extract-call.ts";
import { asCount, asObject, asText } from "./json-shape.ts";
import { SalesforceFailure } from "./salesforce-failure.ts";
import { extractQuery, identifier } from "./soql.ts";
import type { JobLog } from "./source-settings.ts";

/** A query job whose results are ready. */
export interface CompletedJob {
  /** `/services/data/v62.0/jobs/query/750…` */
  readonly path: string;
  /** How many rows the server says it has. */
  readonly rows: number;
}

const firstPollMs = 50;
const maxPollMs = 5_000;
const cleanUpMs = 5_000;

/** Creates a job and waits for it; a job that failed for a passing reason is created again. */
export function completedJob(
  api: ApiClient,
  { extract, signal }: Pick<ExtractCall, "extract" | "signal">,
  jobs: JobLog,
): Promise<CompletedJob> {
  return api.retry(async () => {
    const path = await createJob(api, extract, signal);
    try {
      await jobs.opened(path);
      return await awaitJob(api, path, signal);
    } catch (error) {
      await closeJob(jobs, path, await abortJob(api, path));
      throw error;
    }
  }, signal);
}

/**
 * Removes the job and its results from the server, and returns whether they are gone. It never fails: a failed clean-up must not hide
 * the failure that made it necessary, and the server itself removes a job after seven days.
 */
export function deleteJob(api: ApiClient, path: string): Promise<boolean> {
  const signal = AbortSignal.timeout(cleanUpMs);
  return api.fetch({ method: "DELETE", path, signal }).then(
    () => true,
    (error: unknown) => error instanceof SalesforceFailure && error.status === 404,
  );
}

/** The same for a job that may still be at work. */
export async function abortJob(api: ApiClient, path: string): Promise<boolean> {
  const signal = AbortSignal.timeout(cleanUpMs);
  const aborting = api.fetch({ method: "PATCH", path, body: { state: "Aborted" }, signal });
  // One that has ended need not, and cannot, be aborted.
  await aborting.catch(() => undefined);
  return deleteJob(api, path);
}

/** Where the job is still on the server it stays on record, and a later process removes it. */
export async function closeJob(jobs: JobLog, path: string, isGone: boolean): Promise<void> {
  if (isGone) await jobs.closed(path).catch(() => undefined);
}

async function createJob(api: ApiClient, extract: Extract, signal: AbortSignal): Promise<string> {
  const answer = await api.json({
    method: "POST",
    path: api.data("/jobs/query"),
    body: {
      operation: extract.includeDeleted ? "queryAll" : "query",
      query: extractQuery(extract, false),
      contentType: "CSV",
      columnDelimiter: "COMMA",
      lineEnding: "LF",
    },
    signal,
  });
  return api.data(`/jobs/query/${identifier(`J${asText(asObject(answer).id)}`).slice(1)}`);
}

async function awaitJob(api: ApiClient, path: string, signal: AbortSignal): Promise<CompletedJob> {
  for (let waitMs = firstPollMs; ; waitMs = Math.min(waitMs * 1.5, maxPollMs)) {
    const job = asObject(await api.json({ path, signal }));
    const state = asText(job.state);
    if (state === "JobComplete") return { path, rows: asCount(job.numberRecordsProcessed) ?? 0 };
    if (state === "Failed" || state === "Aborted")
      throw jobFailure(api, state, asText(job.errorMessage));
    await api.sleep(waitMs, signal);
  }
}

const passingReasons = /QUERY_?TIMEOUT|UNABLE_TO_LOCK_ROW|SERVER_UNAVAILABLE/i;

function jobFailure(api: ApiClient, state: string, reason: string): SalesforceFailure {
  const serverCode = /^\W*([A-Za-z_]+)\s*:/.exec(reason)?.[1];
  return new SalesforceFailure(
    "source_refused",
    `connection "${api.connection}": the Bulk job ended as ${state}: ${api.show(reason) || "without a reason"}`,
    "see Setup > Bulk Data Load Jobs in the org; `api: rest` may read what Bulk cannot",
    { serverCode, retryable: state === "Failed" && passingReasons.test(reason) },
  );
}
