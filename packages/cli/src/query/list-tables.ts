import type { Context } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { visibleText } from "../output/visible-text.ts";
import { type OpenPlatform, withPlatform } from "../platform/open-platform.ts";

interface ListedTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** Lists what SQL may name, with columns; with `--as`, what it may name for this role. */
export function listTables(context: Context): Promise<ExitCode> {
  return withPlatform(context, async (open) => {
    const role = context.options.text("as");
    const tables = await tablesFor(open, role);
    if (context.json) await context.print(JSON.stringify(tables, null, 2));
    else if (tables.length === 0) await context.say(noTables(role));
    else for (const line of tableLines(context, tables)) await context.print(line);
    return exitCodes.done;
  });
}

async function tablesFor(
  { ports, environment }: OpenPlatform,
  role: string | undefined,
): Promise<ListedTable[]> {
  const { queryableTables, readableTables } = await import("@lakewright/engine");
  const tables =
    role === undefined
      ? await queryableTables(ports, environment)
      : await readableTables(ports, environment, role);
  return tables.map(({ schema, name, columns }) => ({ name: `${schema}.${name}`, columns }));
}

function noTables(role: string | undefined): string {
  return role === undefined
    ? "nothing is loaded yet: lakewright run"
    : `${role} may read no table that is loaded: lakewright access matrix --as ${role}`;
}

/** `_current` and `_ext` of an object have the same columns: they are listed once. */
function tableLines({ data, io }: Context, tables: readonly ListedTable[]): string[] {
  const names = new Map<string, string[]>();
  for (const { name, columns } of tables) {
    const list = visibleText(columns.map((column) => `${column.name} ${column.type}`).join(", "));
    names.set(list, [...(names.get(list) ?? []), visibleText(name)]);
  }
  return [...names].flatMap(([list, same], index) => [
    ...(index === 0 ? [] : [""]),
    data.bold(same.join("  ")),
    ...wrapped(list.split(/(?<=,) /), io.stdout.columns()),
  ]);
}

const indent = "  ";

/** Words over as many lines as they take. */
function wrapped(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(indent + word);
  }
  return lines;
}
