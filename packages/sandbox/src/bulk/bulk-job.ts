import { RUN_AS_USER_ID } from "../oauth/run-as-user.ts";
import { restDateTime } from "../salesforce-time.ts";
import type { JobRequest } from "./job-request.ts";
import type { JobResult } from "./job-results.ts";

export type JobState = "UploadComplete" | "InProgress" | "JobComplete" | "Failed" | "Aborted";

/** A query job; `state` and what follows it change while it runs. */
export interface BulkJob {
  readonly id: string;
  readonly request: JobRequest;
  readonly object: string;
  readonly createdAt: Date;
  changedAt: Date;
  state: JobState;
  errorMessage?: string;
  processingMs: number;
  result?: JobResult;
}

/** The job as creating and aborting it answer. */
export function jobSummary(job: BulkJob) {
  const { request } = job;
  return {
    id: job.id,
    operation: request.operation,
    object: job.object,
    createdById: RUN_AS_USER_ID,
    createdDate: restDateTime(job.createdAt),
    systemModstamp: restDateTime(job.changedAt),
    state: job.state,
    concurrencyMode: "Parallel",
    contentType: "CSV",
    apiVersion: Number(request.apiVersion),
    lineEnding: request.lineEnding,
    columnDelimiter: request.columnDelimiter,
  };
}

/** The job as its status answers. */
export function jobStatus(job: BulkJob) {
  const { errorMessage } = job;
  return {
    ...jobSummary(job),
    jobType: "V2Query",
    numberRecordsProcessed: job.result?.file.rows ?? 0,
    retries: 0,
    totalProcessingTime: Math.round(job.processingMs),
    isPkChunkingSupported: true,
    ...(errorMessage === undefined ? {} : { errorMessage }),
  };
}
