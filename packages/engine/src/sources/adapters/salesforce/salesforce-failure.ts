import { type ErrorCode, PlatformError } from "../../../core/index.ts";

interface Circumstances {
  /** The same request may succeed if it is sent again. */
  readonly retryable?: boolean;
  /** Wait that the server requested. */
  readonly retryAfterMs?: number | undefined;
  readonly status?: number;
  /** Salesforce's own error code, such as `INVALID_FIELD`. */
  readonly serverCode?: string | undefined;
  /** A limit of Bulk queries alone is used up. */
  readonly isOfBulk?: boolean;
}

/** A PlatformError with the server's own status and code, which retries and the fallback to REST depend on. */
export class SalesforceFailure extends PlatformError {
  /** Becomes false when the attempts are used up. */
  retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly status: number | undefined;
  readonly serverCode: string | undefined;
  readonly isOfBulk: boolean;
  constructor(code: ErrorCode, message: string, hint: string, circumstances: Circumstances = {}) {
    super(code, message, hint);
    this.retryable = circumstances.retryable ?? false;
    this.retryAfterMs = circumstances.retryAfterMs;
    this.status = circumstances.status;
    this.serverCode = circumstances.serverCode;
    this.isOfBulk = circumstances.isOfBulk ?? false;
  }
}

const bulkRefusals =
  /FUNCTIONALITY_?NOT_?ENABLED|FEATURE_?NOT_?ENABLED|INVALID_?ENTITY|not supported by the bulk api|compound data not supported/i;

/** `bulk_unsupported` for what Bulk API 2.0 cannot read at all, so that REST is tried; any other failure as it is. */
export function bulkFailure(error: unknown): unknown {
  if (!(error instanceof SalesforceFailure) || error.code !== "source_refused") return error;
  if (!bulkRefusals.test(`${error.serverCode ?? ""} ${error.message}`)) return error;
  return new PlatformError(
    "bulk_unsupported",
    error.message,
    "use `api: rest` or `api: auto`",
    error,
  );
}
