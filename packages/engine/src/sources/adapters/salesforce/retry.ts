import { cancelled, type Sleep } from "./cancelled.ts";
import { SalesforceFailure } from "./salesforce-failure.ts";

/** How often and how patiently a request is repeated. */
export interface RetryPolicy {
  readonly maxAttempts: number;
  /** Before the first repetition; doubled before each further one. */
  readonly retryDelayMs: number;
  readonly sleep: Sleep;
  /** From 0 to 1, as Math.random. */
  readonly random: () => number;
}

/** Maximum wait that the client chooses itself. */
const maxBackoffMs = 60_000;
/** A server that asks for more is not waited for: coming back earlier would only use up the attempts. */
const maxRetryAfterMs = 300_000;

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
      const waitMs = error.retryAfterMs ?? backoffMs(policy, tries);
      // A retry around this one must not multiply the attempts.
      if (tries >= policy.maxAttempts || waitMs > maxRetryAfterMs) error.retryable = false;
      if (!error.retryable) throw error;
      await policy.sleep(waitMs, signal);
    }
  }
}

/** Exponential, of which up to a half is left to chance, so that parallel requests do not return together. */
function backoffMs({ retryDelayMs, random }: RetryPolicy, tries: number): number {
  return Math.min(retryDelayMs * 2 ** (tries - 1), maxBackoffMs) * (0.5 + random() / 2);
}
