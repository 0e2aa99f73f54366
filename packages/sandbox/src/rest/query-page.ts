import type { Context } from "../context.ts";
import type { ApiRequest, PageEffects } from "../server/api-request.ts";
import type { Reply } from "../server/reply.ts";
import { readRange } from "../spool/row-range.ts";
import { type Cursor, invalidLocator } from "./cursors.ts";
import { queryResult } from "./query-result.ts";

interface PageOf {
  readonly cursor: Cursor;
  /** First row. */
  readonly from: number;
  readonly version: string;
  readonly effects: PageEffects;
}

/** `GET /query/{locator}`, where the locator is a cursor's Id, a dash and the first row. */
export async function nextPage(
  context: Context,
  request: ApiRequest,
  { version, locator }: { readonly version: string; readonly locator: string },
): Promise<Reply> {
  const [, id = "", row = ""] = /^(01g\w{15})-(\d{1,9})$/.exec(locator) ?? [];
  const cursor = context.cursors.get(id);
  const from = Number(row);
  if (from >= cursor.file.rows) throw invalidLocator();
  return rowsPage({ cursor, from, version, effects: request.effects });
}

/** The page of `cursor` that begins at row `from`. */
export async function rowsPage({ cursor, from, version, effects }: PageOf): Promise<Reply> {
  const { file, pageRows, id } = cursor;
  const to = Math.min(from + pageRows, file.rows);
  // The fault: the page before this one, under this one's address.
  const [first, last] = effects.duplicatePage ? [Math.max(from - pageRows, 0), from] : [from, to];
  const text = await readRange(file, first, last);
  const records = text.split("\n").slice(0, -1).slice(0, effects.cutAtRow);
  const next = `/services/data/v${version}/query/${id}-${to}`;
  return queryResult({
    total: file.rows,
    records,
    ...(to < file.rows ? { nextRecordsUrl: next } : {}),
  });
}
