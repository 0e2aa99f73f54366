import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { MatrixRow } from "@lakewright/engine";
import { CallError } from "../call/call-error.ts";
import type { Context } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { showNumberOf } from "../output/amounts.ts";
import { groupedTable, groupsBy } from "../output/grouped-table.ts";
import { namesInWidth } from "../output/names-in-width.ts";
import type { Cell } from "../output/render-table.ts";
import { dataLook } from "../output/table-look.ts";
import { visibleText } from "../output/visible-text.ts";
import {
  accessBesideGrants,
  besideGrantsLines,
  type Selection,
  sayFindings,
  selectedFindings,
} from "./access-beside-grants.ts";
import { currentLines, currentName } from "./current-name.ts";
import { assertRole, type OpenAccess, targetNamed, withAccess } from "./with-access.ts";

/** `lakewright access matrix`: what every role sees, column by column, with what else lets it read. */
export function matrix(context: Context): Promise<ExitCode> {
  return withAccess(context, async (open) => {
    const { accessMatrix } = await import("@lakewright/engine");
    const [role, named] = [context.options.text("as"), context.options.text("table")];
    if (role !== undefined) assertRole(open, role);
    const chosen = named === undefined ? undefined : targetNamed(open, named);
    const table = chosen && `${chosen.table.database}.${chosen.table.name}`;
    const column = chosen?.column;
    const rows = accessMatrix(open.environment.access, open.tables).filter(
      (row) =>
        (role === undefined || row.role === role) &&
        (table === undefined || `${row.database}.${row.table}` === table) &&
        (column === undefined || row.column === column),
    );
    const html = context.options.text("html");
    if (html !== undefined) {
      if (column !== undefined)
        throw new CallError("the page shows whole tables", `--table ${table}; it has a search`);
      await writePage(context, open, { rows, selection: { role, table }, file: html });
      return exitCodes.done;
    }
    const besideGrants = await accessBesideGrants(open, { role, table });
    const cells = rows.map((row) => ({ ...row, current: currentName(row) ?? null }));
    if (context.json) await context.print(JSON.stringify({ cells, ...besideGrants }, null, 2));
    else {
      for (const line of matrixLines(context, rows)) await context.print(line);
      for (const line of currentLines(context, rows)) await context.print(line);
      for (const line of besideGrantsLines(context, besideGrants)) await context.print(line);
      await sayFindings(context, besideGrants);
    }
    return exitCodes.done;
  });
}

interface PageRequest {
  readonly rows: readonly MatrixRow[];
  readonly selection: Selection;
  readonly file: string;
}

/** The page for those who do not use a terminal: it is opened from disk and asks nobody for anything. */
async function writePage(
  { io, say }: Context,
  open: OpenAccess,
  { rows, selection, file }: PageRequest,
): Promise<void> {
  const { columnSensitivity, hiddenColumns } = await import("@lakewright/engine");
  const { matrixPage } = await import("./page/matrix-page.ts");
  const { pageData } = await import("./page/page-data.ts");
  const { platform, environment, tables } = open;
  const { access } = environment;
  const { bypasses, shares } = await accessBesideGrants(open, selection);
  const shown = new Set(rows.map(({ database, table }) => `${database}.${table}`));
  const data = pageData({
    platform,
    environment,
    tables: tables.filter(({ database, name }) => shown.has(`${database}.${name}`)),
    rows,
    findings: await selectedFindings({ access, tables }, selection),
    bypasses,
    shares,
    sensitivityIn: (table) => columnSensitivity(access, table),
    hiddenFrom: hiddenColumns(access),
    madeAt: new Date(),
  });
  await writeFile(resolve(io.cwd, file), matrixPage(data));
  await say(`wrote ${visibleText(file)}: open it in a browser`);
}

const columns = [
  { title: "table" },
  { title: "access" },
  { title: "rows" },
  { title: "columns" },
] as const;

const maxWidth = 90;

/** Columns of a table that a role sees alike share one line, and so do the tables of a warehouse layer of which it sees nothing. */
function matrixLines(context: Context, rows: readonly MatrixRow[]): string[] {
  const { data, options } = context;
  const blind = options.text("table") === undefined ? blindTables(rows) : new Map();
  const lines = new Map<string, MatrixRow[]>();
  for (const row of rows) {
    const place = blind.get(tableKey(row)) ? row.layer : `${row.database}.${row.table}`;
    const key = JSON.stringify([row.role, place, row.access, row.rows]);
    const same = lines.get(key);
    if (same) same.push(row);
    else lines.set(key, [row]);
  }
  const groups = groupsBy(
    [...lines.values()],
    ([first]) => first?.role ?? "",
    (same) =>
      same[0] && blind.get(tableKey(same[0])) ? blindLine(data, same) : lineOf(data, same),
  );
  return groupedTable(columns, groups, { ...dataLook(context), maxWidth });
}

function tableKey({ role, database, table }: MatrixRow): string {
  return JSON.stringify([role, database, table]);
}

/** Whether a role sees nothing of a table of the warehouse, of which there are many. */
function blindTables(rows: readonly MatrixRow[]): ReadonlyMap<string, boolean> {
  const blind = new Map<string, boolean>();
  for (const row of rows) {
    const key = tableKey(row);
    const none = row.access === "none" && row.layer !== "raw";
    blind.set(key, none && blind.get(key) !== false);
  }
  return blind;
}

function blindLine(data: Context["data"], same: readonly MatrixRow[]): (Cell | string)[] {
  const tables = new Set(same.map(({ database, table }) => `${database}.${table}`));
  const counted = showNumberOf(tables.size, `${same[0]?.layer} table`);
  return [{ text: counted, paint: data.dim }, { text: "none", paint: data.dim }, "-", "*"];
}

function lineOf(data: Context["data"], same: readonly MatrixRow[]): (Cell | string)[] {
  const [first] = same;
  if (!first) return [];
  const paint = { full: data.green, filtered: data.yellow, masked: data.yellow, none: data.dim };
  const names = same.map(({ column }) => column);
  return [
    visibleText(`${first.database}.${first.table}`),
    { text: first.access, paint: paint[first.access] },
    visibleText(first.rows === null ? "-" : first.rows),
    namesInWidth(names.map(visibleText), maxWidth),
  ];
}
