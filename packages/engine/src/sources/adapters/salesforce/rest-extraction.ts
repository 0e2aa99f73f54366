import { join } from "node:path";
import type { Extract, Extraction, Page } from "../../ports/source.ts";
import type { ApiClient } from "./api-client.ts";
import type { ExtractCall } from "./extract-call.ts";
import { asCount, asObject, asText } from "./json-shape.ts";
import { type PageLedger, pageLedger } from "./page-ledger.ts";
import { type PageFlight, readAhead } from "./read-ahead.ts";
import { type CutPage, cutPage } from "./record-array.ts";
import { ensureRoom } from "./request-budget.ts";
import { SalesforceFailure } from "./salesforce-failure.ts";
import { extractQuery, fitsAddress } from "./soql.ts";
import { discard, spoolBytes } from "./spool-body.ts";
import { spoolName } from "./spool-name.ts";

/** Salesforce sends no more records in one answer. */
const maxPageRows = 2000;

/**
 * Reads an extract in pages of up to 2,000 records. Fails, while `pages` is read, with `request_limit` if they would take more requests than
 * the budget has left.
 */
export function restExtraction(
  api: ApiClient,
  { extract, spoolFolder, signal }: ExtractCall,
  usageLimit: number,
): Extraction {
  const ledger = pageLedger(api.connection, extract.object, extract.fields.includes("Id"));
  const nameFile = spoolName(extract.object, "json");
  const first = queryPath(api, extract);
  let counted = 0;
  const onCount = (total: number) => {
    counted = total;
    ensureRoom(api, usageLimit, Math.ceil(total / maxPageRows) - 1);
  };
  const start = (path: string, either: AbortSignal) => {
    const file = join(spoolFolder, nameFile());
    return startPage(api, { path, file, ledger, signal: either, onCount });
  };
  async function* pages() {
    for await (const page of readAhead(first, start, signal)) {
      if (page.rows > 0) yield page;
      else await discard(page.file);
    }
    ledger.close(counted);
  }
  return { pages: pages(), totalRows: () => counted };
}

function queryPath(api: ApiClient, extract: Extract): string {
  const q = new URLSearchParams({ q: extractQuery(extract, true) });
  if (fitsAddress(extract))
    return api.data(`/${extract.includeDeleted ? "queryAll" : "query"}?${q}`);
  throw new SalesforceFailure(
    "source_refused",
    `connection "${api.connection}": ${extract.object} has too many fields for one REST query (${q.toString().length} characters)`,
    "use `api: bulk` or `api: auto`, or list fields in exclude_fields",
  );
}

interface FetchedPage {
  readonly page: Page;
  readonly next: string | undefined;
}

interface PageRequest {
  readonly path: string;
  readonly file: string;
  readonly ledger: PageLedger;
  readonly signal: AbortSignal;
  /** Takes the server's count for the whole extract. */
  readonly onCount: (total: number) => void;
}

function startPage(
  api: ApiClient,
  { path, file, ledger, signal, onCount }: PageRequest,
): PageFlight<string> {
  const attempt = async (): Promise<FetchedPage> => {
    const cut = await fetchPage(api, path, signal);
    const { totalSize, nextRecordsUrl } = asObject(cut.envelope);
    onCount(asCount(totalSize) ?? 0);
    const spooled = await spoolBytes(cut.records, file);
    ledger.admit(spooled, cut.rows);
    const page: Page = { file, format: "json", rows: cut.rows, bytes: spooled.bytes };
    return { page, next: nextPath(api, asText(nextRecordsUrl)) };
  };
  const fetched = api.retry(attempt, signal).catch(async (error) => {
    await discard(file);
    throw error;
  });
  return { page: fetched.then(({ page }) => page), next: fetched.then(({ next }) => next) };
}

async function fetchPage(api: ApiClient, path: string, signal: AbortSignal): Promise<CutPage> {
  const headers = { "sforce-query-options": "batchSize=2000" };
  const { body } = await api.fetch({ path, headers, signal });
  const cut = cutPage(body);
  if (cut) return cut;
  throw new SalesforceFailure(
    "bad_page",
    `connection "${api.connection}": a page of the query is not a list of records`,
    "check that instance_url leads to Salesforce and not to a proxy",
    { retryable: true },
  );
}

/** The next page's path, followed as it is; it may not lead away from the server that holds our token. */
function nextPath(api: ApiClient, url: string): string | undefined {
  if (url === "") return undefined;
  if (/^\/services\/data\/[\w.~%/-]+$/.test(url)) return url;
  throw new SalesforceFailure(
    "source_refused",
    `connection "${api.connection}": the next page would be at ${api.show(url)}`,
    "check that instance_url leads to Salesforce and not to a proxy",
  );
}
