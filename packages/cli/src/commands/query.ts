import { didYouMean } from "@lakewright/config/did-you-mean";
import type { Reading } from "@lakewright/engine";
import { CallError } from "../call/call-error.ts";
import type { Command, Context } from "../command.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import { choosePlatform } from "../platform/choose-platform.ts";
import { type OpenPlatform, withChosen } from "../platform/open-platform.ts";
import { listTables } from "../query/list-tables.ts";
import { resultFormats, rowPrinter } from "../query/print-rows.ts";
import { staleTables } from "../query/stale-lines.ts";

const onlyTable = "it limits a printed table; put LIMIT into the statement";

/** `lakewright query` */
export const query: Command = {
  name: "query",
  summary: "run one SELECT over the loaded data",
  usage:
    'query "SELECT …" [--as ROLE] [--format table|vertical|csv|json] [options] | query --tables [--as ROLE]',
  details: [
    "<database>_current.<table> holds the object as it is at the source; <database>.<table>, the name in the catalog and in",
    "`access matrix`, every loaded row with its load date, and so does <database>_ext.<table>. The schemas of warehouse.yaml",
    "hold what ELT published last. `-` reads the statement from standard input.",
  ],
  options: {
    as: { takes: "ROLE", summary: "answer as this role of access.yaml would see it" },
    format: {
      takes: "FORMAT",
      summary:
        "table (default), vertical (a line per column; also a table too wide for the terminal), csv (RFC 4180) or json (a list of objects)",
    },
    "safe-csv": {
      summary: "csv: put an apostrophe before texts that a spreadsheet would run as a formula",
    },
    timezone: {
      takes: "ZONE",
      summary: "zone for moments and functions of dates, such as Europe/Berlin (default: UTC)",
    },
    limit: { takes: "N", summary: "maximum rows of a printed table (default: 1000); 0 = all" },
    tables: {
      summary:
        "list the tables that can be queried, with their columns; with --as, those of the role",
    },
  },
  shared: ["platform", "env", "state", "json"],
  idle: [
    { option: "tables", beside: "names", hint: "ask for the tables, or for the statement" },
    { option: "format", beside: "tables", hint: "--tables prints text, or JSON with --json" },
    { option: "limit", beside: "tables", hint: "--tables lists every table" },
    { option: "timezone", beside: "tables", hint: "--tables shows no moments" },
    { option: "safe-csv", beside: "tables", hint: "--tables prints text, or JSON with --json" },
    { option: "limit", beside: "json", hint: onlyTable },
  ],
  examples: [
    "lakewright query --tables",
    "lakewright query --tables --as analyst",
    'lakewright query "SELECT count(*) FROM crm_current.account"',
    'lakewright query "SELECT load_date, count(*) FROM crm_ext.account GROUP BY ALL ORDER BY 1"',
    'lakewright query "SELECT * FROM crm_current.account" --format csv > accounts.csv',
    'lakewright query "SELECT * FROM crm_current.account" --format csv --safe-csv > for-a-spreadsheet.csv',
    'lakewright query --as analyst "SELECT * FROM crm_current.account"',
    'lakewright query --timezone America/New_York "SELECT systemmodstamp::DATE, count(*) FROM crm_current.account GROUP BY 1"',
    "lakewright query - < report.sql",
  ],
  maxNames: 1,
  async run(context) {
    const format = formatOf(context);
    if (["csv", "json"].includes(format) && context.options.text("limit") !== undefined)
      throw new CallError(`--limit has no effect beside --format ${format}`, onlyTable);
    const maxRows = context.options.wholeNumber("limit") ?? 1000;
    const safeCsv = context.options.has("safe-csv");
    if (safeCsv && format !== "csv")
      throw new CallError("--safe-csv is about CSV", "add --format csv, or leave it out");
    if (context.options.has("tables")) return listTables(context);
    const timeZone = timeZoneOf(context);
    const sql = await statementOf(context);
    const signal = context.io.catchInterrupts();
    try {
      const role = context.options.text("as");
      const chosen = await choosePlatform(context, { checksColumns: role !== undefined });
      return await withChosen(context, chosen, async (open) => {
        const printer = rowPrinter(context, { format, maxRows, safeCsv });
        await answerQuery(open, { role, sql, reader: printer, signal, timeZone });
        await printer.end();
        // Only what was answered is told of: the tables of others, and when they are built, are not a role's business.
        for (const line of await staleTables(open, sql))
          await context.say(context.talk.yellow(line));
        return exitCodes.done;
      });
    } catch (error) {
      if (signal.aborted) return exitCodeOf(signal);
      throw error;
    }
  },
};

interface Question extends Reading {
  /** The role that reads; undefined = the owner of the machine. */
  readonly role: string | undefined;
  readonly sql: string;
}

async function answerQuery(
  { ports, environment, openGoverned }: OpenPlatform,
  { role, sql, ...reading }: Question,
): Promise<void> {
  const { readAs, readLake } = await import("@lakewright/engine");
  if (role === undefined) return readLake(ports, { ...environment, sql }, reading);
  const governed = await openGoverned();
  try {
    await readAs({ ...ports, governed }, { environment, role, sql }, reading);
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

/** Fails with a CallError for a zone that is not in the time zone database. */
function timeZoneOf({ options }: Context): string | undefined {
  const zone = options.text("timezone");
  if (zone === undefined) return undefined;
  try {
    // Some releases of Node also take offsets.
    if (/^[a-z]/i.test(zone))
      return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  const hint = didYouMean(zone, ["UTC", ...Intl.supportedValuesOf("timeZone")]);
  throw new CallError(
    `there is no time zone "${zone}"`,
    hint ?? "a name of the IANA database, such as Europe/Berlin, America/New_York or UTC",
  );
}

async function statementOf({ names: [statement], io }: Context): Promise<string> {
  const sql = statement === "-" ? await io.readInput() : statement;
  if (sql?.trim()) return sql;
  const hint = 'lakewright query "SELECT …", or `-` to read it from standard input';
  throw new CallError("no statement given", hint);
}
