import type { Extraction } from "../../ports/source.ts";
import type { ApiClient } from "./api-client.ts";
import { closeJob, completedJob, deleteJob } from "./bulk-job.ts";
import { bulkPages } from "./bulk-page.ts";
import type { ExtractCall } from "./extract-call.ts";
import { pageLedger } from "./page-ledger.ts";
import { readAhead } from "./read-ahead.ts";
import type { SourceSettings } from "./source-settings.ts";
import { discard } from "./spool-body.ts";

/**
 * Reads an extract as a Bulk API 2.0 query. The job is complete when this returns, so that a refusal comes before the
 * first page; it is deleted when `pages` ends, however it ends.
 */
export async function bulkExtraction(
  api: ApiClient,
  { extract, spoolFolder, signal }: ExtractCall,
  { pageRows, jobs }: Pick<SourceSettings, "pageRows" | "jobs">,
): Promise<Extraction> {
  const job = await completedJob(api, { extract, signal }, jobs);
  const ledger = pageLedger(api.connection, extract.object, extract.fields.includes("Id"));
  const start = bulkPages({ api, extract, jobPath: job.path, spoolFolder, pageRows, ledger });
  async function* pages() {
    try {
      for await (const page of readAhead("", start, signal)) {
        if (page.rows > 0) yield page;
        else await discard(page.file);
      }
      ledger.close(job.rows);
    } finally {
      await closeJob(jobs, job.path, await deleteJob(api, job.path));
    }
  }
  return { pages: pages(), totalRows: () => job.rows };
}
