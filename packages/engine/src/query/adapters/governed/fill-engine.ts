import type { DuckDBConnection } from "@duckdb/node-api";
import { quoteName, quoteText } from "../../../core/index.ts";
import { foldCase } from "../gate/cte-scope.ts";
import type {
  FilledColumn,
  FillRequest,
  GovernedReply,
  RequestHandler,
} from "./governed-message.ts";
import { keptAs } from "./kept-type.ts";
import { spareEngine } from "./spare-engine.ts";

/**
 * Writes what a role may see into files. It reads hidden values and therefore never runs a role's text: requests hold statements of
 * ours alone. Each fill has an engine of its own, so that no file stays open.
 */
export function fillEngine(reply: (message: GovernedReply) => Promise<void>): RequestHandler {
  const spare = spareEngine();
  spare.refill();
  return async (request) => {
    if (!("select" in request)) throw new Error("Internal Error: this process only fills files");
    const instance = await spare.take();
    const connection = await instance.connect();
    try {
      for (const statement of request.setup) await connection.run(statement);
      await reply(
        (await hidesARow(connection, request))
          ? { filled: await fillFile(connection, request) }
          : { nothingHidden: true },
      );
      await reply({ done: true });
    } finally {
      connection.closeSync();
      instance.closeSync();
      spare.refill();
    }
  };
}

async function hidesARow(
  connection: DuckDBConnection,
  { hiddenRow }: FillRequest,
): Promise<boolean> {
  if (hiddenRow === undefined) return true;
  return (await connection.runAndReadAll(hiddenRow)).currentRowCount > 0;
}

/** Without compression and with small dictionaries: the file lives as long as a session, and this took the least time of all. */
const format =
  "FORMAT parquet, COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 1000, WRITE_BLOOM_FILTER false, USE_TMP_FILE false";

/** What the engine writes unless it is told otherwise, and the least that it reads at once. */
const [usualGroup, smallestGroup] = [122_880, 2048];

/** Each thread holds groups of rows that are not written yet: many columns make them large, and a table of millions then ran out of memory. */
function rowsOfGroup(columns: number): number {
  const vectors = Math.floor((usualGroup * 8) / columns / smallestGroup);
  return Math.min(usualGroup, Math.max(1, vectors) * smallestGroup);
}

async function fillFile(
  connection: DuckDBConnection,
  { select, bounds, limit, into }: FillRequest,
): Promise<readonly FilledColumn[]> {
  const prepared = await connection.prepare(select);
  const columns = Array.from({ length: prepared.columnCount }, (_, i) => ({
    name: prepared.columnName(i),
    ...keptAs(prepared.columnType(i)),
  }));
  prepared.destroySync();
  const list = columns.map(({ name, stored }) =>
    stored === undefined
      ? quoteName(name)
      : `CAST(${quoteName(name)} AS ${stored}) AS ${quoteName(name)}`,
  );
  const conditions = bounds
    .filter(({ column }) => columns.some(({ name, isText }) => isText && foldCase(name) === column))
    .flatMap(({ column, from, to }) => [
      ...(from === undefined ? [] : [`${quoteName(column)} >= ${quoteText(from)}`]),
      ...(to === undefined ? [] : [`${quoteName(column)} <= ${quoteText(to)}`]),
    ]);
  const where = conditions.length > 0 ? ` WHERE ${conditions.join(" AND ")}` : "";
  const first = limit === undefined ? "" : ` LIMIT ${limit}`;
  const rows = `SELECT ${list.join(", ")} FROM (${select}) AS shown${where}${first}`;
  await connection.run(
    `COPY (${rows}) TO ${quoteText(into)} (${format}, ROW_GROUP_SIZE ${rowsOfGroup(columns.length)})`,
  );
  return columns.map(({ name, castTo }) => ({ name, castTo }));
}
