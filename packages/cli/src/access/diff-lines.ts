import type { AccessChange, AccessDiff, PermissionChange, TableShare } from "@lakewright/engine";
import type { Context } from "../command.ts";
import { showNumberOf } from "../output/amounts.ts";
import { groupedTable, groupsBy } from "../output/grouped-table.ts";
import { namesInWidth } from "../output/names-in-width.ts";
import type { Cell } from "../output/render-table.ts";
import { dataLook } from "../output/table-look.ts";
import { visibleText } from "../output/visible-text.ts";

const columns = [
  { title: "table" },
  { title: "change" },
  { title: "before" },
  { title: "after" },
  { title: "columns" },
  { title: "a row that shows it" },
] as const;

const changeNames = {
  same: "same",
  widened: "widened",
  narrowed: "narrowed",
  widened_and_narrowed: "other rows",
} as const;

const maxWidth = 60;

type Line = { readonly role: string; readonly cells: readonly (Cell | string)[] };

/** The changes by role, columns that change alike in one line, and how much stays as it was. */
export function diffLines(
  context: Context,
  { changes, permissions, shares, sameCount }: AccessDiff,
): string[] {
  const { data } = context;
  const lines = [
    ...alike(changes).map((same) => columnsLine(data, same)),
    ...permissions.map((change) => permissionsLine(data, change)),
    ...shares.added.map((share) => shareLine(share, { text: "shared", paint: data.red })),
    ...shares.removed.map((share) =>
      shareLine(share, { text: "no longer shared", paint: data.green }),
    ),
  ];
  const same = `unchanged: ${showNumberOf(sameCount, "pair")} of role and column`;
  if (lines.length === 0) return ["nothing changes"];
  const groups = groupsBy(
    lines,
    ({ role }) => visibleText(role),
    ({ cells }) => [...cells],
  );
  return [...groupedTable(columns, groups, { ...dataLook(context), maxWidth }), "", same];
}

function alike(changes: readonly AccessChange[]): readonly (readonly AccessChange[])[] {
  const groups = new Map<string, AccessChange[]>();
  for (const change of changes) {
    const { column: _, ...rest } = change;
    const key = JSON.stringify(rest);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()];
}

function columnsLine(data: Context["data"], same: readonly AccessChange[]): Line {
  const [first] = same;
  if (!first) throw new Error("a group of changes is empty");
  const { role, database, table, change, before, after } = first;
  const names = same.map(({ column }) => column);
  return {
    role,
    cells: [
      visibleText(`${database}.${table}`),
      { text: changeNames[change], paint: first.gained ? data.red : data.green },
      visibleText(extentText(before)),
      visibleText(extentText(after)),
      namesInWidth(names.map(visibleText), maxWidth),
      visibleText(witnessText(first)),
    ],
  };
}

function extentText({ access, rows }: AccessChange["before"]): string {
  return rows === null || rows === "all" ? access : `${access} where ${rows}`;
}

function witnessText({ gained, lost }: AccessChange): string {
  const parts = [gained && `+ ${rowText(gained)}`, lost && `- ${rowText(lost)}`];
  return parts.filter((part) => part !== undefined).join("; ");
}

function rowText({ row, shows }: NonNullable<AccessChange["gained"]>): string {
  const what = shows === "value" ? "" : ` (its ${shows})`;
  if (!row) return `too large to find one${what}`;
  const values = Object.entries(row).map(([name, value]) => `${name} = ${literal(value)}`);
  return `${values.join(", ") || "any row"}${what}`;
}

/** As a row filter writes it: text in single quotes. */
function literal(value: unknown): string {
  return typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value);
}

function shareLine({ account, database, table, domain }: TableShare, change: Cell): Line {
  const by = visibleText(`by the domain ${domain}`);
  return {
    role: `account ${account}`,
    cells: [visibleText(`${database}.${table}`), change, "", by, "", ""],
  };
}

function permissionsLine(data: Context["data"], change: PermissionChange): Line {
  const { role, database, table, gained, lost, gainedGrantable, lostGrantable } = change;
  const parts = [
    ["+ ", gained],
    ["+ may grant ", gainedGrantable],
    ["- ", lost],
    ["- may grant ", lostGrantable],
  ] as const;
  const nonEmpty = parts.filter(([, list]) => list.length > 0);
  const text = nonEmpty.map(([sign, list]) => sign + list.join(", ")).join("; ");
  const paint = gained.length + gainedGrantable.length > 0 ? data.red : data.green;
  return {
    role,
    cells: [visibleText(`${database}.${table}`), { text: "permissions", paint }, "", text, "", ""],
  };
}
