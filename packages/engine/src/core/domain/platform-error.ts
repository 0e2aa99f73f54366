/** Failures that the user can act on. Numbers never change their meaning; keys are for code. */
export const errorCodes = {
  source_unreachable: "LW2001",
  authentication_failed: "LW2002",
  request_limit: "LW2003",
  source_refused: "LW2004",
  count_mismatch: "LW2005",
  flow_busy: "LW2006",
  state_corrupt: "LW2007",
  disk_full: "LW2008",
  unclassified_object: "LW2009",
  kind_not_supported: "LW2010",
  type_changed: "LW2011",
  unknown_name: "LW2012",
  sql_refused: "LW2013",
  secret_missing: "LW2014",
  cancelled: "LW2015",
  bad_page: "LW2016",
  event_malformed: "LW2017",
  state_too_new: "LW2018",
  key_missing: "LW2019",
  bulk_unsupported: "LW2020",
  statement_stopped: "LW2021",
  field_missing: "LW2022",
  settings_not_kept: "LW2023",
  grants_failed: "LW2024",
  elt_failed: "LW2025",
  warehouse_refused: "LW2026",
  personal_in_mart: "LW2035",
  warehouse_grants_failed: "LW2040",
  lineage_not_sent: "LW2045",
  type_not_supported: "LW2046",
  elt_unavailable: "LW2047",
  secrets_file_unusable: "LW2048",
  file_damaged: "LW2049",
  state_read_only: "LW2050",
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** A failure the user can act on. Anything else that is thrown is a bug and keeps its stack. */
export class PlatformError extends Error {
  override readonly name = "PlatformError";
  readonly code: ErrorCode;
  /** The next step to take. */
  readonly hint: string;
  constructor(code: ErrorCode, message: string, hint: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.hint = hint;
  }
}
