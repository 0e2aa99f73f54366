/** Effect of a fault on the requests that it matches. */
export const FAULT_KINDS = [
  "expired_session",
  "request_limit",
  "too_many_requests",
  "unavailable",
  "slow",
  "drop",
  "cut_short",
  "cut_at_row",
  "duplicate_page",
  "row_lock",
  "bulk_job_failed",
  "bulk_jobs_limit",
  "bulk_storage_limit",
  "query_timeout",
  "expired_cursor",
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** A fault to play, as the control endpoint takes it. */
export interface FaultSpec {
  readonly kind: FaultKind;
  /**
   * Only requests whose `METHOD /decoded/path?query` contains this text; without it, those under `/services/data/`. For
   * `bulk_job_failed` and the limits of Bulk the text is `POST /services/data/vXX.0/jobs/query SOQL`.
   */
  readonly match?: string | undefined;
  /** Like `match`, as a regular expression. */
  readonly pattern?: string | undefined;
  /** How many requests it meets before it is spent; default 1. */
  readonly times?: number | "always" | undefined;
  /** How many matching requests pass unharmed first; default 0. */
  readonly after?: number | undefined;
  /** `slow`: how long the request waits. Default 1000. */
  readonly delayMs?: number | undefined;
  /** `too_many_requests` and `unavailable`: the Retry-After header. Default 1 and none. */
  readonly retryAfterSeconds?: number | undefined;
  /** `drop` and `cut_short`: body bytes sent before the end; `drop` without it sends nothing. */
  readonly afterBytes?: number | undefined;
  /** `cut_at_row`: rows that are really sent. Default 1. */
  readonly rows?: number | undefined;
  /** `bulk_job_failed`: the job's errorMessage. */
  readonly message?: string | undefined;
}

/** A fault in the list, with what is left of it. */
export interface Fault extends FaultSpec {
  readonly id: number;
  /** Requests it met so far. */
  readonly hits: number;
}
