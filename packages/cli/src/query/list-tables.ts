import { databaseOfSchema } from "@lakewright/config/schema-names";
import type { Context } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { visibleText } from "../output/visible-text.ts";
import { type OpenPlatform, withPlatform } from "../platform/open-platform.ts";

interface QueryableTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** Lists what SQL may name, with columns. */
export function listTables(context: Context): Promise<ExitCode> {
  return withPlatform(context, async (open) => {
    const tables = await queryableTables(open);
    if (context.json) await context.print(JSON.stringify(tables, null, 2));
    else if (tables.length === 0) await context.say("nothing is loaded yet: lakewright run");
    else for (const line of tableLines(context, tables)) await context.print(line);
    return exitCodes.done;
  });
}

async function queryableTables({ ports, environment }: OpenPlatform): Promise<QueryableTable[]> {
  const { queryableNames } = await import("@lakewright/engine");
  const names = await queryableNames(
    ports,
    environment.flows,
    (environment.warehouse?.projects ?? []).map((project) => project.name),
  );
  return Promise.all(
    names.map(async (name) => {
      const [schema = "", table = ""] = name.split(".");
      const found = await ports.catalog.table(databaseOfSchema(schema), table);
      const { StorageDescriptor, PartitionKeys } = found?.input ?? {};
      const columns = [...(StorageDescriptor?.Columns ?? []), ...(PartitionKeys ?? [])];
      return { name, columns: columns.map(({ Name, Type }) => ({ name: Name, type: Type })) };
    }),
  );
}

/** `_current` and `_ext` of an object have the same columns: they are listed once. */
function tableLines({ data, io }: Context, tables: readonly QueryableTable[]): string[] {
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
