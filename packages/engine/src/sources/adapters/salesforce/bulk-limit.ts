import type { ApiClient } from "./api-client.ts";
import { asCount, asObject } from "./json-shape.ts";
import { SalesforceFailure } from "./salesforce-failure.ts";

/** Limits of a day that Bulk queries use up, as `/limits` names them, in words. */
const bulkLimits = [
  { name: "DailyBulkV2QueryJobs", what: "Bulk query jobs" },
  { name: "DailyBulkV2QueryFileStorageMB", what: "MB of Bulk query results" },
] as const;

const quotaCodes = /^(REQUEST_?LIMIT_?EXCEEDED|EXCEEDED_?QUOTA|API_?LIMIT_?EXCEEDED)$/i;
const quotaWords = /EXCEEDED_?QUOTA|DailyBulkV2Query/i;

/**
 * Returns a `request_limit` that names the limit of Bulk queries which is used up, or any other failure as it is. Salesforce refuses in
 * the same words where the requests of all APIs are used up: then REST does not help, and the failure stays what it is.
 */
export async function bulkLimitFailure(
  api: ApiClient,
  error: unknown,
  signal: AbortSignal,
): Promise<unknown> {
  if (!(error instanceof SalesforceFailure) || !isQuotaRefusal(error)) return error;
  const limits = await limitsOf(api, signal);
  const used = bulkLimits.flatMap(({ name, what }) => {
    const { Max, Remaining } = asObject(limits[name]);
    const [max, left] = [asCount(Max), asCount(Remaining)];
    return max !== undefined && left === 0 ? [`${max} of ${max} ${what} (${name})`] : [];
  });
  const isNamed = quotaWords.test(`${error.serverCode ?? ""} ${error.message}`);
  if (used.length === 0 && !isNamed) return error;
  const which =
    used.length > 0
      ? `${used.join(" and ")} of the last 24 hours are used`
      : `the org's quota of Bulk queries is used up (${error.message.replace(/^connection "[^"]*": /, "")})`;
  return new SalesforceFailure(
    "request_limit",
    `connection "${api.connection}": ${which}`,
    "it frees as the rolling 24 hours pass, all of it within a day; `api: auto` reads by REST meanwhile",
    { serverCode: error.serverCode, isOfBulk: true },
  );
}

function isQuotaRefusal({ serverCode = "", message }: SalesforceFailure): boolean {
  return quotaCodes.test(serverCode) || quotaWords.test(message);
}

/** Empty where the user may not see them (View Setup), or where no request is left. */
async function limitsOf(api: ApiClient, signal: AbortSignal) {
  return asObject(await api.json({ path: api.data("/limits"), signal }).catch(() => undefined));
}
