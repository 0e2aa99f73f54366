import type { QueryResult } from "@lakewright/engine";
import { CallError } from "../call/call-error.ts";
import type { Command, Context } from "../command.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import { type OpenPlatform, withPlatform } from "../platform/open-platform.ts";
import { listTables } from "../query/list-tables.ts";
import { printRows, resultFormats } from "../query/print-rows.ts";
import { staleLines } from "../query/stale-lines.ts";

/** `lakewright query` */
export const query: Command = {
  name: "query",
  summary: "run one SELECT over the loaded data",
  usage: 'query "SELECT …" [--as ROLE] [--format table|csv|json] [options]',
  details: [
    "<profile>_ext.<table> holds every loaded row with its load date, <profile>_current.<table> the object as it is",
    "at the source; the schemas of warehouse.yaml hold what ELT published last. `-` reads the statement from standard input.",
  ],
  options: {
    as: { takes: "ROLE", summary: "answer as this role of access.yaml would see it" },
    format: {
      takes: "FORMAT",
      summary: "table (default), csv (RFC 4180) or json (a list of objects)",
    },
    limit: { takes: "N", summary: "maximum rows of a printed table (default: 1000); 0 = all" },
    tables: { summary: "list the tables that can be queried, with their columns" },
  },
  examples: [
    "lakewright query --tables",
    'lakewright query "SELECT count(*) FROM crm_current.account"',
    'lakewright query "SELECT load_date, count(*) FROM crm_ext.account GROUP BY ALL ORDER BY 1"',
    'lakewright query "SELECT * FROM crm_current.account" --format csv > accounts.csv',
    'lakewright query --as analyst "SELECT * FROM crm_current.account"',
    "lakewright query - < report.sql",
  ],
  maxNames: 1,
  async run(context) {
    const format = formatOf(context);
    const maxRows = context.options.wholeNumber("limit") ?? 1000;
    if (context.options.has("tables")) return listTables(context);
    const sql = await statementOf(context);
    const signal = context.io.catchInterrupts();
    try {
      return await withPlatform(context, async (open) => {
        const result = await answerQuery(open, { role: context.options.text("as"), sql, signal });
        await printRows(context, result, { format, maxRows });
        const { staleProjects } = await import("@lakewright/engine");
        const stale = await staleProjects(open.ports, open.environment);
        for (const line of staleLines(stale, sql)) await context.say(context.talk.yellow(line));
        return exitCodes.done;
      });
    } catch (error) {
      if (signal.aborted) return exitCodeOf(signal);
      throw error;
    }
  },
};

function lakeStatement({ flows, warehouse }: OpenPlatform["environment"], sql: string) {
  return { flows, projects: (warehouse?.projects ?? []).map(({ name }) => name), sql };
}

interface Question {
  /** The role that reads; undefined = the owner of the machine. */
  readonly role: string | undefined;
  readonly sql: string;
  readonly signal: AbortSignal;
}

async function answerQuery(
  { ports, environment, openGoverned }: OpenPlatform,
  { role, sql, signal }: Question,
): Promise<QueryResult> {
  const { queryAs, queryLake } = await import("@lakewright/engine");
  if (role === undefined) return queryLake(ports, lakeStatement(environment, sql), signal);
  const governed = await openGoverned();
  try {
    return await queryAs({ ...ports, governed }, { environment, role, sql }, signal);
  } finally {
    await governed.close();
  }
}

function formatOf({ options, json }: Context) {
  const format = options.choice("format", resultFormats);
  if (json && format !== undefined && format !== "json")
    throw new CallError(`--json and --format ${format} contradict each other`, "leave one out");
  return json ? "json" : (format ?? "table");
}

async function statementOf({ names: [statement], io }: Context): Promise<string> {
  const sql = statement === "-" ? await io.readInput() : statement;
  if (sql?.trim()) return sql;
  const hint = 'lakewright query "SELECT …", or `-` to read it from standard input';
  throw new CallError("no statement given", hint);
}
