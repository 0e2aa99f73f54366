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
  const names = await queryableNames(ports, environment.flows);
  return Promise.all(
    names.map(async (name) => {
      const [schema = "", table = ""] = name.split(".");
      const found = await ports.catalog.table(schema.replace(/_(ext|current)$/, ""), table);
      const { StorageDescriptor, PartitionKeys } = found?.input ?? {};
      const columns = [...(StorageDescriptor?.Columns ?? []), ...(PartitionKeys ?? [])];
      return { name, columns: columns.map(({ Name, Type }) => ({ name: Name, type: Type })) };
    }),
  );
}

function tableLines({ data, io }: Context, tables: readonly QueryableTable[]): string[] {
  return tables.flatMap(({ name, columns }) => [
    data.bold(visibleText(name)),
    ...wrapped(
      columns.map((column) => `${column.name} ${column.type}`).map(visibleText),
      io.stdout.columns(),
    ),
    "",
  ]);
}

const indent = "  ";

/** A list over as many lines as it takes. */
function wrapped(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const [index, word] of words.entries()) {
    const item = index === words.length - 1 ? word : `${word}, `;
    if (line !== "" && indent.length + line.length + item.length > width) {
      lines.push(indent + line.trimEnd());
      line = "";
    }
    line += item;
  }
  return line === "" ? lines : [...lines, indent + line];
}
