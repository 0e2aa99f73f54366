import type { Context } from "../context.ts";
import { jsonReply, type Reply } from "../server/reply.ts";

const FIXED: Readonly<Record<string, number>> = {
  DailyBulkApiBatches: 15_000,
  DailyBulkV2QueryFileStorageMB: 976_562,
  DailyBulkV2QueryJobs: 10_000,
  DataStorageMB: 1024,
  FileStorageMB: 1024,
  HourlySyncReportRuns: 500,
};

/** `GET /limits`. */
export async function showLimits(context: Context): Promise<Reply> {
  const { used, max } = context.apiUsage;
  const fixed = Object.entries(FIXED).map(([name, Max]) => [name, { Max, Remaining: Max }]);
  const DailyApiRequests = { Max: max, Remaining: Math.max(max - used, 0) };
  return jsonReply({ DailyApiRequests, ...Object.fromEntries(fixed) });
}
