import type { AccessExplanation } from "@lakewright/engine";
import { CallError } from "../call/call-error.ts";
import type { Context } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { visibleText } from "../output/visible-text.ts";
import { currentName } from "./current-name.ts";
import { assertRole, targetNamed, withAccess } from "./with-access.ts";

/** `lakewright access explain`: the grants, filters and tags that decide, and what would have to change. */
export function explain(context: Context): Promise<ExitCode> {
  return withAccess(context, async (open) => {
    const role = context.options.text("as");
    const [, target = ""] = context.names;
    if (role === undefined) {
      const all = target === "" ? "" : `; what each role sees: access matrix --table ${target}`;
      throw new CallError("explain needs a role", `--as ROLE${all}`);
    }
    assertRole(open, role);
    if (target === "")
      throw new CallError("explain needs a table", "<database>.<table>[.<column>]");
    const { table, column } = targetNamed(open, target);
    const { explainAccess } = await import("@lakewright/engine");
    const explanation = explainAccess(open.environment.access, role, { table, column });
    const current = currentName({ ...table, table: table.name }) ?? null;
    const shown = { ...explanation, current };
    if (context.json) await context.print(JSON.stringify(shown, null, 2));
    else for (const line of explanationLines(context, shown)) await context.print(line);
    return exitCodes.done;
  });
}

interface ShownExplanation extends AccessExplanation {
  /** Name of a lake table's current rows. */
  readonly current: string | null;
}

function explanationLines({ data }: Context, explanation: ShownExplanation): string[] {
  const { current, role, database, table, permissions, grantable, rows, governed, owner } =
    explanation;
  const lines = [
    data.bold(visibleText(`${role} on ${database}.${table}`)),
    ...(current
      ? [
          `  in query     ${visibleText(`${database}.${table}`)} (every version), ${visibleText(current)} (as it is now)`,
        ]
      : []),
    `  permissions  ${permissions.join(", ") || "none"}`,
    ...(grantable.length > 0 ? [`  may grant    ${grantable.join(", ")}`] : []),
    visibleText(`  rows         ${rows ?? "none"}`),
    ...(owner
      ? [visibleText(`  owner        ${owner.owner}, for the domain ${owner.domain}`)]
      : []),
  ];
  if (!governed)
    lines.push("  IAMAllowedPrincipals holds this table: IAM and S3 policies alone decide");
  for (const finding of explanation.filterFindings)
    lines.push(data.yellow(visibleText(`  ${finding}`)));
  for (const [because, same] of bySameReasons(explanation.columns)) lines.push(...because, ...same);
  return lines;
}

/** Groups columns that the same reasons decide. */
function bySameReasons(
  columns: AccessExplanation["columns"],
): readonly (readonly [readonly string[], readonly string[]])[] {
  const groups = new Map<string, AccessExplanation["columns"][number][]>();
  for (const column of columns) {
    const { access, rows, tags, because, missing, sensitivityFrom } = column;
    const key = JSON.stringify([access, rows, tags, because, missing, sensitivityFrom]);
    groups.set(key, [...(groups.get(key) ?? []), column]);
  }
  return [...groups.values()].map((same) => [headOf(same), reasonsOf(same)] as const);
}

function headOf(same: readonly AccessExplanation["columns"][number][]): readonly string[] {
  const names = same.map(({ column }) => column).join(", ");
  const [first] = same;
  const rows = first?.rows && first.rows !== "all" ? ` where ${first.rows}` : "";
  const tags = Object.entries(first?.tags ?? {}).map(([key, value]) => `${key} = ${value}`);
  return [
    "",
    visibleText(`  ${first?.access}${rows}: ${names}`),
    visibleText(`    tags ${tags.sort().join(", ")}`),
  ];
}

/** For a column of the warehouse: its sources, and the sensitivity that follows from them. */
function originLine({
  column,
  derivedFrom,
  sensitivityFrom,
  tags,
}: AccessExplanation["columns"][number]): readonly string[] {
  if (sensitivityFrom === undefined || column === "*") return [];
  const { sensitivity } = tags;
  const unknown =
    sensitivity === "unclassified" ? "nothing that is known" : "no column of the lake";
  const origin = `    ${column} is made of ${derivedFrom.join(", ") || unknown}`;
  const how = sensitivityFrom === "assign" ? "; assign says that it is" : ", and so it is";
  return [visibleText(`${origin}${how} ${sensitivity}`)];
}

function reasonsOf(same: readonly AccessExplanation["columns"][number][]): readonly string[] {
  const [first] = same;
  const because = (first?.because ?? []).map((reason) => visibleText(`    because ${reason}`));
  const missing = (first?.missing ?? []).map((change) => visibleText(`    to open it: ${change}`));
  return [...same.flatMap(originLine), ...because, ...missing];
}
