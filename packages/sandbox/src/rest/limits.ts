import type { Context } from "../context.ts";
import type { FaultKind } from "../faults/fault.ts";
import { jsonReply, type Reply } from "../server/reply.ts";

const FIXED: Readonly<Record<string, number>> = {
  DailyBulkApiBatches: 15_000,
  DailyBulkV2QueryFileStorageMB: 976_562,
  DailyBulkV2QueryJobs: 10_000,
  DataStorageMB: 1024,
  FileStorageMB: 1024,
  HourlySyncReportRuns: 500,
};

/** Limits that are used up as long as a fault is listed, whether it has struck or not. */
const USED_UP: Partial<Record<FaultKind, string>> = {
  bulk_jobs_limit: "DailyBulkV2QueryJobs",
  bulk_storage_limit: "DailyBulkV2QueryFileStorageMB",
};

/** `GET /limits`. */
export async function showLimits(context: Context): Promise<Reply> {
  const { used, max } = context.apiUsage;
  const usedUp = context.faults.list().map(({ kind }) => USED_UP[kind]);
  const fixed = Object.entries(FIXED).map(([name, Max]) => [
    name,
    { Max, Remaining: usedUp.includes(name) ? 0 : Max },
  ]);
  const DailyApiRequests = { Max: max, Remaining: Math.max(max - used, 0) };
  return jsonReply({ DailyApiRequests, ...Object.fromEntries(fixed) });
}
