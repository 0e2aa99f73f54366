import type { ApiAnswer, ApiClient } from "./api-client.ts";
import { SalesforceFailure } from "./salesforce-failure.ts";

/** A request that costs the server next to nothing and needs no permission (`/limits` needs View Setup). */
export function pingServer(api: ApiClient, signal?: AbortSignal): Promise<ApiAnswer> {
  return api.retry(() => api.fetch({ path: api.data(""), signal }), signal);
}

/**
 * Fails with `request_limit` if the org has used more than `usageLimit` of its daily requests: the rest is for people.
 * An earlier answer about the usage is checked again before it stops a run.
 */
export async function ensureBudget(
  api: ApiClient,
  usageLimit: number,
  signal: AbortSignal,
): Promise<void> {
  if (!isUsedUp(api, usageLimit)) return;
  await pingServer(api, signal);
  const usage = api.usage();
  if (!usage || !isUsedUp(api, usageLimit)) return;
  throw new SalesforceFailure(
    "request_limit",
    `connection "${api.connection}": ${usage.used} of ${usage.max} API requests of the last 24 hours are used`,
    "the rest is left to other users of the org; wait until the rolling 24 hours free some",
  );
}

/** Fails with `request_limit` if so many more requests would exceed the budget: before they begin, not half-way. */
export function ensureRoom(api: ApiClient, usageLimit: number, requests: number): void {
  const usage = api.usage();
  if (!usage || requests <= 0 || usage.used + requests <= usage.max * usageLimit) return;
  throw new SalesforceFailure(
    "request_limit",
    `connection "${api.connection}": reading by REST takes ${requests} more API request${requests === 1 ? "" : "s"}, and ${usage.used} of ${usage.max} of the last 24 hours are used`,
    "wait until the rolling 24 hours free some, or use `api: bulk`, which needs fewer",
  );
}

/** True also where the usage is unknown, so that it is read from the server. */
function isUsedUp(api: ApiClient, usageLimit: number): boolean {
  const usage = api.usage();
  return !usage || usage.used > usage.max * usageLimit;
}
