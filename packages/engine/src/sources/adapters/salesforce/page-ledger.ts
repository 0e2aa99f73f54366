import { SalesforceFailure } from "./salesforce-failure.ts";
import type { SpooledBody } from "./spool-body.ts";

/** Remembers the pages of one extract, to notice a page that the server sends twice. */
export interface PageLedger {
  /** Fails retryably if an earlier page was identical. */
  admit(page: SpooledBody, rows: number): void;
  /** Fails unless the pages add up to what the source counted. */
  close(counted: number): void;
}

/** `hasKey`: rows carry their Id, so no two pages can be equal. */
export function pageLedger(connection: string, object: string, hasKey: boolean): PageLedger {
  const seen = new Set<string>();
  let total = 0;
  const mismatch = (what: string, retryable: boolean) =>
    new SalesforceFailure(
      "count_mismatch",
      `connection "${connection}": ${what} for ${object}`,
      "nothing was loaded; run it again, and report it to Salesforce if it stays",
      { retryable },
    );
  return {
    admit({ bytes, crc }, rows) {
      const print = `${bytes}:${crc}`;
      if (hasKey && rows > 0 && seen.has(print))
        throw mismatch("the server sent one page twice", true);
      seen.add(print);
      total += rows;
    },
    close(counted) {
      if (counted !== total)
        throw mismatch(`the server counted ${counted} rows and sent ${total}`, false);
    },
  };
}
