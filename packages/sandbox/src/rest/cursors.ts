import { randomInt } from "node:crypto";
import { rm } from "node:fs/promises";
import { SalesforceError } from "../server/salesforce-error.ts";
import type { SpoolFile } from "../spool/spool-file.ts";

/** The rest of a query that did not fit one page. */
export interface Cursor {
  readonly id: string;
  readonly file: SpoolFile;
  readonly pageRows: number;
}

/** The open cursors. A cursor ends after 15 idle minutes, and the oldest when there are more than 50. */
export interface Cursors {
  add(file: SpoolFile, pageRows: number): Cursor;
  /** Throws 400 INVALID_QUERY_LOCATOR for a cursor that is not open. */
  get(id: string): Cursor;
}

const IDLE_MS = 15 * 60_000;
const MAX_OPEN = 50;

/** No cursors yet. */
export function createCursors(): Cursors {
  const open = new Map<string, { cursor: Cursor; usedAt: number }>();

  function dropStale(): void {
    const oldestAllowed = Date.now() - IDLE_MS;
    for (const [id, { cursor, usedAt }] of open) {
      if (usedAt >= oldestAllowed && open.size <= MAX_OPEN) continue;
      open.delete(id);
      void rm(cursor.file.path, { force: true });
    }
  }

  return {
    add(file, pageRows) {
      const cursor = { id: newCursorId(), file, pageRows };
      open.set(cursor.id, { cursor, usedAt: Date.now() });
      dropStale();
      return cursor;
    },
    get(id) {
      dropStale();
      const entry = open.get(id);
      if (!entry) throw invalidLocator();
      // Set again so that the map stays in order of use.
      open.delete(id);
      open.set(id, { ...entry, usedAt: Date.now() });
      return entry.cursor;
    },
  };
}

/** A cursor that is unknown or has expired. */
export function invalidLocator(): SalesforceError {
  return new SalesforceError(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
}

function newCursorId(): string {
  const digits = Array.from({ length: 12 }, () => randomInt(36).toString(36)).join("");
  return `01g${digits.toUpperCase()}AAA`;
}
