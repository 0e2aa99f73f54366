import type { Flow } from "@lakewright/config";
import type { FirstLoadSlice } from "@lakewright/engine/domain/first-load-slice";
import type { CfnFlow } from "aws-cdk-lib/aws-appflow";
import { type Connector, connectorOf } from "./connector.ts";

type Task = CfnFlow.TaskProperty;
type TaskedFlow = Pick<
  Flow,
  "source" | "fields" | "excludeFields" | "companionOf" | "firstLoad" | "incrementalField"
>;

/**
 * Tasks of a flow over fields: all of them but the excluded ones, or a projection on the listed ones. AppFlow wants either
 * one Map_all, or one PROJECTION of all fields with a Map for each; a flow with neither is refused, or moves no record.
 */
export function tasksOf(flow: TaskedFlow, slice?: FirstLoadSlice): readonly Task[] {
  const connector = connectorOf(flow.source);
  const tasks = flow.fields
    ? projection(connector, keptFields(flow.fields, flow.excludeFields))
    : [mapAll(connector, flow.excludeFields)];
  if (slice) return [...tasks, createdIn(connector, slice)];
  if (!flow.companionOf || flow.firstLoad === "full") return tasks;
  return [...tasks, changedSince(connector, flow.incrementalField, flow.firstLoad)];
}

/** The records that a first load from this day on, and the increments after it, have brought: a companion reads no others. */
function changedSince(connector: Connector, field: string, day: Date): Task {
  return {
    taskType: "Filter",
    sourceFields: [field],
    ...operator(connector, "GREATER_THAN"),
    taskProperties: [
      { key: "DATA_TYPE", value: "datetime" },
      { key: "VALUE", value: String(day.getTime() - 1) },
    ],
  };
}

function keptFields(fields: readonly string[], excluded: readonly string[]): readonly string[] {
  const lower = new Set(excluded.map((name) => name.toLowerCase()));
  return fields.filter((name) => !lower.has(name.toLowerCase()));
}

function mapAll(connector: Connector, excluded: readonly string[]): Task {
  return {
    taskType: "Map_all",
    sourceFields: [],
    ...operator(connector, "NO_OP"),
    taskProperties: [{ key: "EXCLUDE_SOURCE_FIELDS_LIST", value: JSON.stringify(excluded) }],
  };
}

function projection(connector: Connector, fields: readonly string[]): readonly Task[] {
  const all = { taskType: "Filter", sourceFields: [...fields] };
  return [
    { ...all, ...operator(connector, "PROJECTION") },
    ...fields.map((field) => ({
      taskType: "Map",
      sourceFields: [field],
      destinationField: field,
      ...operator(connector, "NO_OP"),
    })),
  ];
}

/**
 * The records created in `from <= CreatedDate < to`. Bounds are epoch milliseconds as text and exclusive (as Apache Airflow's
 * AppFlow operators take them), so the lower one lies a millisecond before `from`; Salesforce's stamps have whole seconds.
 * Were AppFlow to include its bounds, a record of the very second `to` would come twice and `current` shows it once: no
 * reading of the bounds leaves a gap.
 */
function createdIn(connector: Connector, { from, to }: FirstLoadSlice): Task {
  const until = String(to.getTime());
  const bounds = from && [
    { key: "LOWER_BOUND", value: String(from.getTime() - 1) },
    { key: "UPPER_BOUND", value: until },
  ];
  return {
    taskType: "Filter",
    sourceFields: ["CreatedDate"],
    ...operator(connector, bounds ? "BETWEEN" : "LESS_THAN"),
    taskProperties: [
      { key: "DATA_TYPE", value: "datetime" },
      ...(bounds ?? [{ key: "VALUE", value: until }]),
    ],
  };
}

/** Operators are listed under the key of the source, also where the destination is Salesforce. */
function operator({ key, operators }: Connector, name: string): Pick<Task, "connectorOperator"> {
  const known = operators === "all" || operators === name;
  return known ? { connectorOperator: { [key]: name } } : {};
}
