import type { QueryResult } from "./relation.ts";

/** Takes a result while it is read: what comes next waits until it has been taken. */
export interface ResultReader {
  /** Called once, before any rows. */
  columns(columns: QueryResult["columns"]): Promise<void> | void;
  /** False: it wants no more rows. */
  rows(rows: QueryResult["rows"]): Promise<boolean> | boolean;
}

/** How a statement is read. */
export interface Reading {
  readonly reader: ResultReader;
  readonly signal: AbortSignal;
  /** Zone that moments are shown in and that functions of dates count in; UTC unless given. */
  readonly timeZone?: string | undefined;
}

/** A reader that holds all that it takes. */
export function wholeResult(): ResultReader & { result(): QueryResult } {
  let columns: QueryResult["columns"] = [];
  const rows: (readonly unknown[])[] = [];
  return {
    columns: (taken) => {
      columns = taken;
    },
    rows: (taken) => {
      for (const row of taken) rows.push(row);
      return true;
    },
    result: () => ({ columns, rows }),
  };
}
