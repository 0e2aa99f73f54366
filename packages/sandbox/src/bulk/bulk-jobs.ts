import { randomInt } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Org } from "../org/org.ts";
import { toLongId } from "../org/record-id.ts";
import { notFound, SalesforceError } from "../server/salesforce-error.ts";
import type { BulkJob } from "./bulk-job.ts";
import type { JobRequest } from "./job-request.ts";
import { createJobResults } from "./job-results.ts";
import { type BulkPlan, planBulk } from "./plan-bulk.ts";

/** The query jobs of a sandbox. */
export interface BulkJobs {
  /** Starts a job, which then runs by itself; with `failure` it ends as Failed with that message. */
  create(request: JobRequest, failure: string | undefined): BulkJob;
  /** Throws 404 for an unknown job. */
  get(id: string): BulkJob;
  list(): readonly BulkJob[];
  /** Throws 400 for a job that has ended. */
  abort(id: string): BulkJob;
  /** Throws 400 for a job that is still running. */
  remove(id: string): void;
  /** Resolves when no job is running. */
  settle(): Promise<void>;
}

/** No jobs yet. */
export function createBulkJobs(
  org: Org,
  folder: string,
  onError: (error: unknown) => void,
): BulkJobs {
  const jobs = new Map<string, BulkJob>();
  const results = createJobResults(org, folder);
  const running = new Set<Promise<void>>();

  function change(job: BulkJob, to: Partial<BulkJob>): void {
    if (job.state !== "Aborted") Object.assign(job, to, { changedAt: org.now() });
  }

  async function run(job: BulkJob, plan: BulkPlan, failure: string | undefined): Promise<void> {
    await nextTurn();
    change(job, { state: "InProgress" });
    const startedAt = performance.now();
    try {
      if (failure !== undefined) throw new Error(failure);
      const result = await results.make(job.request, plan);
      change(job, { result, processingMs: performance.now() - startedAt, state: "JobComplete" });
    } catch (error) {
      if (failure === undefined) onError(error);
      // The engine's own words would show SQL to the client.
      const errorMessage = failure ?? "InternalServerError: the sandbox could not run the query";
      change(job, { state: "Failed", errorMessage });
    }
  }

  function get(id: string): BulkJob {
    const job = jobs.get(toLongId(id) ?? id);
    if (job) return job;
    throw notFound();
  }

  return {
    create(request, failure) {
      const plan = planBulk(org, request);
      const job = newJob(org, request, plan.object);
      jobs.set(job.id, job);
      const done = run(job, plan, failure).finally(() => running.delete(done));
      running.add(done);
      return job;
    },
    get,
    list: () => [...jobs.values()],
    abort(id) {
      const job = get(id);
      if (hasEnded(job)) throw wrongState(`Job ${job.id} has already ended as ${job.state}`);
      change(job, { state: "Aborted" });
      return job;
    },
    remove(id) {
      const job = get(id);
      if (!hasEnded(job)) throw wrongState(`Job ${job.id} is still in state ${job.state}`);
      jobs.delete(job.id);
    },
    settle: async () => void (await Promise.allSettled(running)),
  };
}

function hasEnded({ state }: BulkJob): boolean {
  return state === "JobComplete" || state === "Failed" || state === "Aborted";
}

/** A job is not in the state that the request needs. */
export function wrongState(message: string): SalesforceError {
  return new SalesforceError(400, "INVALIDJOBSTATE", message);
}

function newJob(org: Org, request: JobRequest, object: string): BulkJob {
  const number = randomInt(36 ** 8)
    .toString(36)
    .toUpperCase()
    .padStart(12, "0");
  const id = toLongId(`750${number}`) ?? "";
  const createdAt = org.now();
  const state = "UploadComplete";
  return { id, request, object, createdAt, changedAt: createdAt, state, processingMs: 0 };
}
