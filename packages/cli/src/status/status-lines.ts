import { lakeSchemas } from "@lakewright/config/schema-names";
import { parseTableId } from "@lakewright/config/table-id";
import type { DriftRecord, FlowStatus, PlatformStatus, RunRecord } from "@lakewright/engine";
import type { Context } from "../command.ts";
import { showCount, showNumberOf, showTime } from "../output/amounts.ts";
import { groupedTable, groupsBy } from "../output/grouped-table.ts";
import type { Cell } from "../output/render-table.ts";
import { dataLook } from "../output/table-look.ts";
import { visibleText } from "../output/visible-text.ts";
import { formulaLines, unfilledLines } from "./uncertain-lines.ts";

const flowColumns = [
  { title: "object" },
  { title: "last run" },
  { title: "when (UTC)" },
  { title: "fresh until" },
  { title: "rows", align: "right" },
  { title: "days", align: "right" },
  { title: "drift", align: "right" },
  { title: "unclassified", align: "right" },
] as const;

/** Lines of `lakewright status`. */
export async function statusLines(context: Context, status: PlatformStatus): Promise<string[]> {
  if (status.flows.length === 0) return ["no flows in this environment"];
  const groups = groupsBy(
    status.flows,
    (flow) => titleOf(status.flows, flow.profile),
    (flow) => flowRow(context, flow),
  );
  const lines = groupedTable(flowColumns, groups, dataLook(context));
  if (status.waitingEvents > 0)
    lines.push("", `${showNumberOf(status.waitingEvents, "event")} wait for the next run`);
  lines.push(...suspendedLines(context, status));
  return [
    ...lines,
    ...driftLines(context, status),
    ...uncertainLines(context, status),
    ...(await damageLines(context, status)),
    ...(await troubleLines(context, status)),
  ];
}

/** The profile, and where SQL finds its tables once there are some. */
function titleOf(flows: readonly FlowStatus[], profile: string): string {
  const { table } = flows.find((flow) => flow.profile === profile && flow.table) ?? {};
  if (table === undefined) return profile;
  return `${profile}  (SQL: ${lakeSchemas(parseTableId(table).database).join(", ")})`;
}

function flowRow(context: Context, flow: FlowStatus): (Cell | string)[] {
  const { lastRun } = flow;
  return [
    visibleText(flow.object),
    lastRun ? { text: lastRun.status, paint: paintOf(context, lastRun) } : "never",
    lastRun ? showTime(lastRun.startedAt) : "-",
    flow.freshUntil ? showTime(flow.freshUntil) : "-",
    showCount(flow.loadedRows),
    showCount(flow.partitions),
    markOf(context, flow.driftedColumns.length),
    markOf(context, flow.unclassifiedColumns.length),
  ];
}

function paintOf({ data }: Context, { status }: RunRecord): (text: string) => string {
  if (status === "succeeded") return data.green;
  return status === "failed" ? data.red : data.yellow;
}

function markOf({ data }: Context, count: number): Cell {
  return count === 0 ? { text: "-" } : { text: showCount(count), paint: data.yellow };
}

function suspendedLines({ data }: Context, { flows }: PlatformStatus): string[] {
  const suspended = flows.filter(({ status }) => status === "suspended");
  if (suspended.length === 0) return [];
  const lines = suspended.map(({ profile, object }) => `  ${profile} ${visibleText(object)}`);
  return [
    "",
    data.bold("suspended: AWS does not run these; here they run only when named"),
    ...lines,
  ];
}

const maxDrift = 10;

function driftLines({ data }: Context, { drift, flows }: PlatformStatus): string[] {
  if (drift.length === 0) return [];
  const objects = new Map(flows.map(({ flow, object, profile }) => [flow, `${profile} ${object}`]));
  const lines = drift.slice(0, maxDrift).map((record) => {
    const where = objects.get(record.flow) ?? record.flow;
    const changed = visibleText(`${where}.${record.field} ${changeOf(record)}`);
    return `  ${showTime(record.at)}  ${changed}`;
  });
  const more = drift.length > maxDrift ? [`  … ${drift.length - maxDrift} more with --json`] : [];
  return ["", data.bold("drift: what changed at the source"), ...lines, ...more];
}

function changeOf({ change, before, after }: DriftRecord): string {
  if (change === "added") return `added (${after}), unclassified until somebody decides`;
  if (change === "removed") return "removed; the column stays, with nulls from here on";
  return `changed from ${before} to ${after}`;
}

function uncertainLines({ data }: Context, { flows }: PlatformStatus): string[] {
  const lines = [...flows.flatMap(unfilledLines), ...flows.flatMap(formulaLines)];
  return lines.length === 0 ? [] : ["", data.bold("values that may be old"), ...lines];
}

const maxDamaged = 10;

async function damageLines(
  { data }: Context,
  { flows }: PlatformStatus,
): Promise<readonly string[]> {
  const damaged = flows.flatMap(({ damagedFiles }) => damagedFiles);
  if (damaged.length === 0) return [];
  const { damageHint, damageText, errorCodes } = await import("@lakewright/engine");
  const lines = damaged
    .slice(0, maxDamaged)
    .flatMap((file) => [
      `  ${errorCodes.file_damaged}  ${visibleText(damageText(file))}`,
      `    hint: ${damageHint(file)}`,
    ]);
  const more = damaged.length > maxDamaged ? [`  … ${damaged.length - maxDamaged} more`] : [];
  return ["", data.bold("damaged files"), ...lines, ...more];
}

async function troubleLines(
  { data }: Context,
  { flows }: PlatformStatus,
): Promise<readonly string[]> {
  const troubled = flows.flatMap(({ object, profile, lastRun }) =>
    lastRun && lastRun.status !== "succeeded" ? [{ object, profile, lastRun }] : [],
  );
  if (troubled.length === 0) return [];
  const { errorCodes } = await import("@lakewright/engine");
  const codes: Readonly<Record<string, string>> = errorCodes;
  const lines = troubled.flatMap(({ object, profile, lastRun }) => {
    const { code = "", message = lastRun.status } = lastRun.error ?? {};
    const known = codes[code] === undefined ? "" : `${codes[code]}  `;
    const head = `  ${profile} ${object} ${lastRun.status}: ${known}${visibleText(message)}`;
    return [head, `    hint: ${hintFor(lastRun, object)}`];
  });
  return ["", data.bold("needs attention"), ...lines];
}

function hintFor({ status }: RunRecord, object: string): string {
  if (status === "running")
    return "another process is running it, or it was killed: the next run shows which";
  if (status === "failed") return `lakewright run ${object} tries again and says what to do`;
  return `nothing unfinished is visible; lakewright run ${object} continues from there`;
}
