/** What an exception of access.yaml can accept besides the code of a warning: every finding has one of these names. */
export const findingNames = [
  "column_missing",
  "creator_keeps_all",
  "engine_takes_whole_tables",
  "exclude_list_on_personal",
  "filter_never_true",
  "filter_type",
  "iam_allowed_principals",
  "job_may_grant_all",
  "like_backslash",
  "partial_select_mixed",
  "partition_key_excluded",
  "partition_key_null",
  "partition_key_personal",
  "personal_in_mart",
  "reserved_column",
  "tag_policy_matches_nothing",
  "too_many_filters",
  "widened_access",
] as const;

export type FindingName = (typeof findingNames)[number];
