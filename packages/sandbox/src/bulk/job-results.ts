import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Org } from "../org/org.ts";
import { withConnection } from "../run-sql.ts";
import { type SpoolFile, spoolRows } from "../spool/spool-file.ts";
import type { JobRequest } from "./job-request.ts";
import type { BulkPlan } from "./plan-bulk.ts";

/** A finished result on disk. */
export interface JobResult {
  readonly header: string;
  readonly file: SpoolFile;
}

/** Results by query and org version: a second job for the same rows finds them made. */
export interface JobResults {
  make(request: JobRequest, plan: BulkPlan): Promise<JobResult>;
}

/** Old results are deleted beyond this many; a job that still pages through one fails with 404. */
const MAX_RESULTS = 64;

/** An empty store whose files lie in `folder`. */
export function createJobResults(org: Org, folder: string): JobResults {
  const results = new Map<string, Promise<JobResult>>();
  let made = 0;

  async function write(plan: BulkPlan): Promise<JobResult> {
    const path = join(folder, `bulk-${process.pid}-${made++}.csv`);
    const file = await withConnection(org, (c) => spoolRows(c, plan.sql, { path, quoted: true }));
    return { header: plan.header, file };
  }

  function dropOldest(): void {
    const [oldest] = results;
    if (results.size <= MAX_RESULTS || !oldest) return;
    results.delete(oldest[0]);
    oldest[1].then(({ file }) => rm(file.path, { force: true })).catch(() => undefined);
  }

  return {
    make({ query, operation, columnDelimiter, lineEnding }, plan) {
      const key = JSON.stringify([org.version(), operation, columnDelimiter, lineEnding, query]);
      const known = results.get(key);
      if (known) return known;
      const result = write(plan);
      results.set(key, result);
      result.catch(() => results.delete(key));
      dropOldest();
      return result;
    },
  };
}
