import { isNotApplicable, parseFlag } from "../../values/flag.ts";
import { parseKeyPrefix } from "../../values/key-prefix.ts";
import { parseNameList } from "../../values/name-list.ts";
import { parseSchedule } from "../../values/schedule.ts";
import type { Parsed } from "../../values/value-check.ts";
import type { FlowKey } from "../schema/flow-keys.ts";
import type { Flow } from "../types.ts";
import { parseFirstLoad } from "../values/first-load.ts";
import { parseCuts } from "../values/first-load-cuts.ts";
import { parseOverlap } from "../values/overlap.ts";
import { parseRefresh } from "../values/refresh.ts";

type SameAsFlow = Pick<
  Flow,
  | "incremental"
  | "incrementalField"
  | "firstLoad"
  | "overlapSeconds"
  | "refresh"
  | "includeDeleted"
  | "excludeFields"
  | "clearFields"
  | "api"
  | "fields"
  | "firstLoadCuts"
  | "status"
  | "schedule"
  | "partitionColumn"
  | "prefix"
  | "sensitivity"
  | "description"
>;

/** The keys of a flow as one strict type, defaults filled in. */
export interface FlowSettings extends SameAsFlow {
  readonly source: string | undefined;
  readonly destination: string;
  readonly profiles: readonly string[];
  readonly upsertFields: readonly string[];
}

export type RawValue = (key: FlowKey) => unknown;

/** Reads the merged keys of one object. Values that the schema refused are absent by now. */
export function flowSettings(raw: RawValue): FlowSettings {
  const source = applicableText(raw("source"))?.toLowerCase();
  const personal = parseFlag(raw("pii"));
  return {
    source,
    destination:
      applicableText(raw("destination"))?.toLowerCase() ?? (source === "s3" ? "salesforce" : "s3"),
    profiles: parseNameList(raw("connector_profile")),
    upsertFields: parseNameList(raw("upsert_field_list")),
    incremental: parseFlag(raw("incremental_load")) ?? false,
    incrementalField: applicableText(raw("incremental_field")) ?? "SystemModstamp",
    firstLoad: valueOr(parseFirstLoad(raw("first_load")), "full"),
    overlapSeconds: valueOr(parseOverlap(raw("overlap")), 0),
    refresh: valueOr(parseRefresh(raw("refresh")), undefined),
    includeDeleted: parseFlag(raw("include_deleted")) ?? false,
    excludeFields: parseNameList(raw("exclude_fields")),
    clearFields: parseNameList(raw("clear_fields")),
    api: apiOf(raw("api")),
    fields: fieldsOf(raw("fields")),
    firstLoadCuts: valueOr(parseCuts(raw("first_load_cuts")), []),
    status: raw("status") === "suspended" ? "suspended" : "active",
    schedule: valueOr(parseSchedule(raw("schedule_expression")), undefined),
    partitionColumn: applicableText(raw("bookmark_col")) ?? "load_date",
    prefix: parseKeyPrefix(raw("s3_prefix")),
    sensitivity: personal === undefined ? "unclassified" : personal ? "personal" : "none",
    description: applicableText(raw("description")) ?? "",
  };
}

function applicableText(value: unknown): string | undefined {
  if (typeof value !== "string" || isNotApplicable(value)) return undefined;
  return value.trim() || undefined;
}

function fieldsOf(value: unknown): Flow["fields"] {
  const names = parseNameList(value);
  return names.length === 0 ? undefined : names;
}

function apiOf(value: unknown): Flow["api"] {
  return value === "bulk" || value === "rest" ? value : "auto";
}

function valueOr<T>(parsed: Parsed<T>, fallback: T): T {
  return "value" in parsed ? parsed.value : fallback;
}
