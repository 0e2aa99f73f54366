import type { FreshnessLimits, Schedule } from "@lakewright/config";
import { externalSchema } from "@lakewright/config/schema-names";
import { nextStart } from "../../core/index.ts";
import type { Feed } from "./due-project.ts";

/** How old the newest load date of one table may be, in hours. */
export interface AgeLimits {
  readonly warnAfterHours: number;
  readonly errorAfterHours: number;
}

export interface SourceFreshness {
  /** `<database>.<table>` */
  readonly table: string;
  readonly flow: string;
  /** `YYYY-MM-DD` */
  readonly loadDate: string;
  /** Since the beginning of the load date. */
  readonly ageHours: number;
  readonly limits: AgeLimits;
  readonly status: "fresh" | "late" | "stale";
}

const hourMs = 3_600_000;
const dayHours = 24;

/** Age limits of a table: the project's, extended by what its flow pauses beyond a day. Undefined for a flow without schedule. */
export function ageLimits(
  { warnAfterHours, errorAfterHours }: FreshnessLimits,
  schedule: Schedule | undefined,
): AgeLimits | undefined {
  if (schedule === undefined) return undefined;
  const beyondDaily = Math.max(0, maxPauseHours(schedule) - dayHours);
  return {
    warnAfterHours: warnAfterHours + beyondDaily,
    errorAfterHours: errorAfterHours + beyondDaily,
  };
}

/** Any fixed moment: what is generated from it must not change from day to day. */
const reference = new Date("2024-01-01T00:00:00Z");
const maxStarts = 100;

/** The longest time between two starts in whole hours, over two months or `maxStarts`. */
function maxPauseHours(schedule: Schedule): number {
  const end = reference.getTime() + 62 * dayHours * hourMs;
  let last = nextStart(schedule, reference);
  let maxMs = 0;
  for (let count = 0; last && (count === 0 || last.getTime() < end) && count < maxStarts; count++) {
    const next = nextStart(schedule, last);
    if (next) maxMs = Math.max(maxMs, next.getTime() - last.getTime());
    last = next;
  }
  return Math.ceil(maxMs / hourMs);
}

/** Freshness of a table by dbt's rule: the age of its load date against two limits. Undefined where the table is not watched. */
export function sourceFreshness(
  { table, flow, schedule, loadedTo }: Feed,
  limits: FreshnessLimits,
  now: Date,
): SourceFreshness | undefined {
  const own = ageLimits(limits, schedule);
  if (!own || !loadedTo) return undefined;
  const loadDate = loadedTo.toISOString().slice(0, 10);
  const ageHours = (now.getTime() - Date.parse(`${loadDate}T00:00:00Z`)) / hourMs;
  const { warnAfterHours, errorAfterHours } = own;
  const status =
    ageHours > errorAfterHours ? "stale" : ageHours > warnAfterHours ? "late" : "fresh";
  return { table, flow, loadDate, ageHours, limits: own, status };
}

/** `crm.account is stale: flow gtm-dev-crm-Account last loaded it on 2026-01-11, more than 72 hours ago` */
export function freshnessLine({ table, flow, loadDate, limits, status }: SourceFreshness): string {
  const hours = status === "stale" ? limits.errorAfterHours : limits.warnAfterHours;
  return `${table} is ${status}: flow ${flow} last loaded it on ${loadDate}, more than ${hours} hours ago`;
}

const statuses = { fresh: "pass", late: "warn", stale: "error" } as const;

interface FreshnessRun {
  readonly project: string;
  readonly at: Date;
  readonly invocationId: string;
}

/** The sources.json (v3) that `dbt source freshness` would write, for programs that read it. */
export function sourcesJson(
  found: readonly SourceFreshness[],
  { project, at, invocationId }: FreshnessRun,
) {
  const period = (count: number) => ({ count, period: "hour" });
  return {
    metadata: {
      dbt_schema_version: "https://schemas.getdbt.com/dbt/sources/v3.json",
      dbt_version: "1.12.0",
      generated_at: at.toISOString(),
      invocation_id: invocationId,
      env: {},
    },
    results: found.map(({ table, loadDate, ageHours, limits, status }) => {
      const [database = "", name = ""] = table.split(".");
      return {
        unique_id: `source.${project}.${externalSchema(database)}.${name}`,
        max_loaded_at: `${loadDate}T00:00:00+00:00`,
        snapshotted_at: at.toISOString(),
        max_loaded_at_time_ago_in_s: ageHours * 3600,
        status: statuses[status],
        criteria: {
          warn_after: period(limits.warnAfterHours),
          error_after: period(limits.errorAfterHours),
          filter: null,
        },
        adapter_response: {},
        timing: [],
        thread_id: "main",
        execution_time: 0,
      };
    }),
    elapsed_time: 0,
  };
}
