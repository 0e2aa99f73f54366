import type { IncomingHttpHeaders } from "node:http";

/** How many of the org's API requests of the last 24 hours are used. */
export interface RequestUsage {
  readonly used: number;
  readonly max: number;
}

/** Reads `Sforce-Limit-Info: api-usage=18/5000; …`; undefined if the answer says nothing. */
export function usageIn(headers: IncomingHttpHeaders): RequestUsage | undefined {
  const found = /(?:^|[\s;,])api-usage=(\d+)\/(\d+)/.exec(
    String(headers["sforce-limit-info"] ?? ""),
  );
  return found ? { used: Number(found[1]), max: Number(found[2]) } : undefined;
}
