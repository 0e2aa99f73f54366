import type { Flow } from "@lakewright/config";
import { PlatformError } from "../../core/index.ts";
import {
  columnTypeOf,
  type Extract,
  type Page,
  type RowFields,
  type Source,
} from "../../sources/index.ts";
import type { SourceKeys } from "../ports/lake-writer.ts";
import type { DescribedFlow } from "./describe-flow.ts";

export interface KeyRead {
  readonly described: DescribedFlow;
  readonly rowFields: RowFields;
  readonly api: string;
  readonly startedAt: Date;
}

/** Every key, with stamp and deleted mark: only a query that returns deleted rows returns archived ones, which are still there. */
export async function allKeys(
  { described: { source, order }, api, rowFields: { key, deletedMark } }: KeyRead,
  flow: Flow,
  { spool, signal }: { readonly spool: string; readonly signal: AbortSignal },
): Promise<readonly Page[]> {
  const extract = {
    object: flow.object,
    fields: [key, deletedMark, order].filter((name) => name !== undefined),
    window: undefined,
    includeDeleted: flow.includeDeleted,
    api,
  };
  return pagesOf(source, { extract, spool, signal });
}

/** Every page of an extract. Fails with `count_mismatch` if they hold other rows than the server counted. */
export async function pagesOf(
  source: Source,
  {
    extract,
    spool,
    signal,
  }: { readonly extract: Extract; readonly spool: string; readonly signal: AbortSignal },
): Promise<readonly Page[]> {
  const extraction = await source.extract(extract, spool, signal);
  const pages: Page[] = [];
  for await (const page of extraction.pages) pages.push(page);
  assertKeys(rowsOf(pages), extraction.totalRows(), extract);
  return pages;
}

export function rowsOf(pages: readonly Page[]): number {
  return pages.reduce((sum, page) => sum + page.rows, 0);
}

/** A key that is missing here would make its row vanish. */
export function assertKeys(
  arrived: number,
  counted: number,
  { object }: Pick<Flow, "object">,
): void {
  if (arrived === counted) return;
  throw new PlatformError(
    "count_mismatch",
    `the server counted ${counted} keys of ${object} and ${arrived} arrived`,
    "nothing was changed; reconcile again",
  );
}

/** The keys in these pages, as the lake compares them. */
export function sourceKeys(
  { described: { fields, order }, rowFields: { key, deletedMark }, startedAt }: KeyRead,
  { firstLoad }: Flow,
  pages: readonly Page[],
): SourceKeys {
  const stamp = fields.find(({ name }) => name === order);
  return {
    pages,
    key,
    deletedMark,
    stamp: stamp && { name: stamp.name, type: columnTypeOf(stamp.type).duckdb, hashed: false },
    since: firstLoad === "full" ? undefined : firstLoad,
    seenAt: startedAt,
  };
}
