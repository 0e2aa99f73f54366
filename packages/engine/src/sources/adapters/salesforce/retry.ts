import { cancelled, pause } from "./cancelled.ts";
import { SalesforceFailure } from "./salesforce-failure.ts";

/** How often and how patiently a request is repeated. */
export interface RetryPolicy {
  readonly maxAttempts: number;
  /** Before the first repetition; doubled before each further one. */
  readonly retryDelayMs: number;
}

const longestWaitMs = 60_000;

/** Repeats `attempt` while it fails retryably; the failure that is left after the last attempt is thrown. */
export async function withRetry<T>(
  policy: RetryPolicy,
  attempt: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    if (signal?.aborted) throw cancelled();
    try {
      return await attempt();
    } catch (error) {
      if (signal?.aborted) throw cancelled();
      if (!(error instanceof SalesforceFailure) || !error.retryable) throw error;
      // A retry around this one must not multiply the attempts.
      if (tries >= policy.maxAttempts) error.retryable = false;
      if (!error.retryable) throw error;
      await pause(waitMs(policy, tries, error.retryAfterMs), signal);
    }
  }
}

/** What the server asked for, else exponential with jitter, so that parallel requests do not return together. */
function waitMs(policy: RetryPolicy, tries: number, askedMs: number | undefined): number {
  const backoff = policy.retryDelayMs * 2 ** (tries - 1) * (0.5 + Math.random() / 2);
  return Math.min(askedMs ?? backoff, longestWaitMs);
}
