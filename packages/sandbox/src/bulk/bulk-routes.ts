import type { Context } from "../context.ts";
import type { FaultKind } from "../faults/fault.ts";
import { type ApiRequest, jsonObject } from "../server/api-request.ts";
import { emptyReply, jsonReply, type Reply } from "../server/reply.ts";
import { notFound, SalesforceError } from "../server/salesforce-error.ts";
import { type BulkJob, jobStatus, jobSummary } from "./bulk-job.ts";
import { parseJob } from "./parse-job.ts";
import { resultPage } from "./result-page.ts";

const OLDEST_VERSION = 47;

/** What a job ends with that was told to fail. */
const failures: Partial<Record<FaultKind, string>> = {
  bulk_job_failed: "InternalServerError: the sandbox was told to fail",
  bulk_storage_limit: "ExceededQuota: DailyBulkV2QueryFileStorageMB Limit exceeded.",
};

/** `POST /jobs/query`. */
export async function createJob(
  context: Context,
  request: ApiRequest,
  version: string,
): Promise<Reply> {
  if (Number(version) < OLDEST_VERSION) throw notFound();
  const job = parseJob(jsonObject(request), version);
  const text = `POST /${request.segments.join("/")} ${job.query}`;
  if (context.faults.strike(["bulk_jobs_limit"], text).length > 0)
    throw new SalesforceError(
      403,
      "REQUEST_LIMIT_EXCEEDED",
      "DailyBulkV2QueryJobs Limit exceeded.",
    );
  const [fault] = context.faults.strike(["bulk_job_failed", "bulk_storage_limit"], text);
  const failure = fault && (fault.message ?? failures[fault.kind]);
  return jsonReply(jobSummary(context.jobs.create(job, failure)));
}

/** `GET /jobs/query`. */
export async function listJobs(context: Context): Promise<Reply> {
  const records = context.jobs.list().map(jobStatus);
  return jsonReply({ done: true, records, nextRecordsUrl: null });
}

/** `GET /jobs/query/{id}`. */
export async function showJob(context: Context, version: string, id: string): Promise<Reply> {
  return jsonReply(jobStatus(sameVersion(context.jobs.get(id), version)));
}

/** `PATCH /jobs/query/{id}` with `{"state": "Aborted"}`. */
export async function abortJob(context: Context, request: ApiRequest, id: string): Promise<Reply> {
  const { state } = jsonObject(request);
  if (state !== "Aborted") {
    throw new SalesforceError(400, "INVALIDJOBSTATE", "the only state that can be set is Aborted");
  }
  return jsonReply(jobSummary(context.jobs.abort(id)));
}

/** `DELETE /jobs/query/{id}`. */
export async function deleteJob(context: Context, id: string): Promise<Reply> {
  context.jobs.remove(id);
  return emptyReply(204);
}

/** `GET /jobs/query/{id}/results`. */
export async function jobResults(
  context: Context,
  request: ApiRequest,
  { version, id }: { readonly version: string; readonly id: string },
): Promise<Reply> {
  const job = sameVersion(context.jobs.get(id), version);
  return resultPage(job, request, context.bulkPageRows);
}

function sameVersion(job: BulkJob, version: string): BulkJob {
  if (job.request.apiVersion === version) return job;
  const message = `Job ${job.id} was made with API version ${job.request.apiVersion}, not ${version}`;
  throw new SalesforceError(409, "API_ERROR", message);
}
