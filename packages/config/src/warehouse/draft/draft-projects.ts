import type { Placed } from "../../source/place.ts";
import { optionalNumber, optionalText, plainMap } from "../../source/raw-value.ts";
import type { Section } from "../../source/section.ts";
import { parseNameList } from "../../values/name-list.ts";
import { parseSchedule } from "../../values/schedule.ts";
import type { EltTrigger, ExternalSchema, FreshnessLimits } from "../types.ts";
import type { ProjectDraft } from "./warehouse-draft.ts";
import { entriesAt, tableNameOf, textOr } from "./warehouse-reader.ts";

/** Every declared ELT project. */
export function draftProjects(section: Section): ProjectDraft[] {
  return entriesAt(section, "projects").map(({ name, raw, place }) => ({
    name,
    owner: textOr(raw.owner, ""),
    role: optionalText(raw.role),
    schemas: parseNameList(raw.schemas),
    stagingSchema: textOr(raw.staging_schema, `stg_${name}`),
    tables: raw.tables === undefined ? undefined : parseNameList(raw.tables).map(tableNameOf),
    trigger: triggerOf(raw.trigger),
    deadline: optionalText(raw.deadline),
    freshness: freshnessOf(plainMap(raw.freshness)),
    models: textOr(raw.models, `elt/${name}`),
    place,
  }));
}

const defaultWarnAfterHours = 36;
const defaultErrorAfterHours = 72;

/** If only one limit is given, the default of the other moves so that warnings come no later than errors. */
function freshnessOf(raw: Readonly<Record<string, unknown>>): FreshnessLimits {
  const [warn, error] = [optionalNumber(raw.warn_after), optionalNumber(raw.error_after)];
  return {
    warnAfterHours: warn ?? Math.min(defaultWarnAfterHours, error ?? defaultWarnAfterHours),
    errorAfterHours: error ?? Math.max(defaultErrorAfterHours, warn ?? defaultErrorAfterHours),
    onStale: raw.on_stale === "stop" ? "stop" : "warn",
  };
}

function triggerOf(value: unknown): EltTrigger {
  const parsed = value === undefined || value === "arrival" ? undefined : parseSchedule(value);
  const schedule = parsed && "value" in parsed ? parsed.value : undefined;
  return schedule ? { kind: "schedule", schedule } : { kind: "arrival" };
}

/** Every declared external schema. */
export function draftExternalSchemas(section: Section): Placed<ExternalSchema>[] {
  return entriesAt(section, "external_schemas").map(({ name, raw, place }) => ({
    name,
    database: textOr(raw.database, ""),
    role: textOr(raw.role, ""),
    place,
  }));
}
