import type { Extract } from "../../ports/source.ts";
import type { ApiClient } from "./api-client.ts";
import { asCount, asObject, asText } from "./json-shape.ts";
import { SalesforceFailure } from "./salesforce-failure.ts";
import { extractQuery, identifier } from "./soql.ts";

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
  extract: Extract,
  signal: AbortSignal,
): Promise<CompletedJob> {
  return api.retry(async () => {
    const path = await createJob(api, extract, signal);
    try {
      return await awaitJob(api, path, signal);
    } catch (error) {
      await abortJob(api, path);
      throw error;
    }
  }, signal);
}

/** Removes the job and its results from the server; if that fails, the server does it after seven days. */
export async function deleteJob(api: ApiClient, path: string): Promise<void> {
  await quietly(api.fetch({ method: "DELETE", path, signal: AbortSignal.timeout(cleanUpMs) }));
}

async function abortJob(api: ApiClient, path: string): Promise<void> {
  const signal = AbortSignal.timeout(cleanUpMs);
  await quietly(api.fetch({ method: "PATCH", path, body: { state: "Aborted" }, signal }));
  await deleteJob(api, path);
}

/** A failed clean-up must not hide the failure that made it necessary. */
async function quietly(work: Promise<unknown>): Promise<void> {
  await work.catch(() => undefined);
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
