const layoutHint =
  "the layout of the raw zone is fixed: Parquet under <s3_prefix>/<flow name>/YYYY/MM/DD/<execution id>";

/** Keys that people bring from AppFlow's API or other tools, and what to do instead. */
export const foreignKeys: Readonly<Record<string, string>> = {
  prefix_type: layoutHint,
  prefix_format: layoutHint,
  prefix_config: layoutHint,
  path_prefix_hierarchy: layoutHint,
  file_type: layoutHint,
  aggregation_type: layoutHint,
  target_file_size: layoutHint,
  preserve_source_data_typing: "types are always kept",
  flow_name: "flow names are derived: <platform>-<env>-<profile>-<object>",
  bucket: "buckets are derived: <platform>-<env>-<zone>-<account>-<region>",
  bucket_name: "buckets are derived: <platform>-<env>-<zone>-<account>-<region>",
  tasks: "fields are read from the source; exclude_fields leaves some out",
  data_pull_mode: "incremental_load: 1 is Incremental, 0 is Complete",
  first_execution_from: "first_load: full, or a day such as 2024-01-31",
  schedule_offset: "overlap: a duration such as 15 minutes",
  write_operation_type: "upsert_field_list makes an upsert; without it rows are inserted",
  username: "username belongs under auth, with grant jwt_bearer",
  password: "Salesforce retires password sign-in; use grant client_credentials",
};
