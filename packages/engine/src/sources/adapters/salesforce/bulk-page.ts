import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import type { Extract, Page } from "../../ports/source.ts";
import type { ApiClient } from "./api-client.ts";
import { checkHeader } from "./csv-header.ts";
import { deferred } from "./deferred.ts";
import { asCount } from "./json-shape.ts";
import type { PageLedger } from "./page-ledger.ts";
import type { PageFlight, StartPage } from "./read-ahead.ts";
import { SalesforceFailure } from "./salesforce-failure.ts";
import { discard, spoolBody } from "./spool-body.ts";
import { spoolName } from "./spool-name.ts";

interface BulkResults {
  readonly api: ApiClient;
  readonly extract: Extract;
  readonly jobPath: string;
  readonly spoolFolder: string;
  readonly pageRows: number;
  readonly ledger: PageLedger;
}

/** Starts the page at a locator, the empty one being the first. The next locator comes with a page's headers. */
export function bulkPages(results: BulkResults): StartPage<string> {
  const nameFile = spoolName(results.extract.object, "csv");
  const announcedBy = new Map<string, string | undefined>();
  let before: { locator: string; page: Promise<unknown> } | undefined;
  return (locator, signal) => {
    announcedBy.set(locator, before?.locator);
    const file = join(results.spoolFolder, nameFile());
    const earlier = before?.page ?? Promise.resolve();
    const flight = startPage(results, { locator, announcedBy, file, earlier, signal });
    before = { locator, page: flight.page.catch(() => undefined) };
    return flight;
  };
}

interface Place {
  readonly locator: string;
  /** Which page named each locator that was followed so far. */
  readonly announcedBy: ReadonlyMap<string, string | undefined>;
  readonly file: string;
  /** Settles when the pages before this one have. */
  readonly earlier: Promise<unknown>;
  readonly signal: AbortSignal;
}

function startPage(results: BulkResults, place: Place): PageFlight<string> {
  const next = deferred<string | undefined>();
  const attempt = () => fetchPage(results, place, next.resolve);
  const page = results.api.retry(attempt, place.signal).catch(async (error) => {
    await discard(place.file);
    throw error;
  });
  page.catch(next.reject);
  return { next: next.promise, page };
}

async function fetchPage(
  { api, extract, jobPath, pageRows, ledger }: BulkResults,
  place: Place,
  announce: (next: string | undefined) => void,
): Promise<Page> {
  const { locator, file, signal } = place;
  const query = new URLSearchParams({ maxRecords: String(pageRows), ...(locator && { locator }) });
  const path = `${jobPath}/results?${query}`;
  const response = await api.open({ path, headers: { accept: "text/csv" }, signal });
  try {
    const { rows, next } = announced(api, response);
    if (isFollowed(next, place)) throw badPage(api, "names a locator that was followed before");
    announce(next);
    const checkStart = checkHeader(api.connection, extract.fields);
    const spooled = await spoolBody(response, { file, checkStart, signal });
    // In order, so that of two equal pages the later one is fetched again.
    await place.earlier;
    ledger.admit(spooled, rows);
    return { file, format: "csv", rows, bytes: spooled.bytes };
  } catch (error) {
    response.destroy();
    throw api.explain(error, signal);
  }
}

/** Another page has already led there: going on would load rows twice, or forever. */
function isFollowed(next: string | undefined, { locator, announcedBy }: Place): boolean {
  if (next === undefined || !announcedBy.has(next)) return false;
  return announcedBy.get(next) !== locator;
}

/** The number of rows and the next locator in a page's headers; the text `null` ends the list. */
function announced(api: ApiClient, { headers }: IncomingMessage) {
  const rows = asCount(headers["sforce-numberofrecords"]);
  if (rows === undefined) throw badPage(api, "does not say how many records it has");
  const locator = headers["sforce-locator"];
  const next = typeof locator === "string" && !/^(null)?$/.test(locator) ? locator : undefined;
  return { rows, next };
}

function badPage(api: ApiClient, what: string): SalesforceFailure {
  return new SalesforceFailure(
    "bad_page",
    `connection "${api.connection}": a page of the Bulk results ${what}`,
    "run it again; if it stays, use `api: rest`",
    { retryable: true },
  );
}
