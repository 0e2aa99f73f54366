import { randomUUID } from "node:crypto";
import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PlatformError } from "../../../core/index.ts";
import type { FieldDescription } from "../../domain/field-type.ts";
import type { Extract, Extraction, Page } from "../../ports/source.ts";
import { csvPage, jsonPage } from "./memory-page-text.ts";
import type { MemoryRow } from "./memory-row.ts";

interface SelectedRows {
  readonly extract: Extract;
  readonly fields: readonly FieldDescription[];
  readonly rows: readonly MemoryRow[];
}

interface Paging {
  readonly spoolFolder: string;
  readonly pageRows: number;
  /** Pages before the source becomes unreachable; undefined = it does not. */
  readonly failAfter: number | undefined;
}

/** Pages are written one at a time, when the consumer asks. An extract without rows has one page, without rows. */
export function memoryExtraction(
  selected: SelectedRows,
  paging: Paging,
  signal: AbortSignal,
): Extraction {
  return { pages: pagesOf(selected, paging, signal), totalRows: () => selected.rows.length };
}

async function* pagesOf(
  { extract, fields, rows }: SelectedRows,
  { spoolFolder, pageRows, failAfter }: Paging,
  signal: AbortSignal,
): AsyncGenerator<Page> {
  const pages = Math.max(1, Math.ceil(rows.length / pageRows));
  for (let page = 0; page < pages; page++) {
    if (signal.aborted) throw cancelled(extract);
    if (page === failAfter) throw unreachable(extract, page);
    const part = rows.slice(page * pageRows, (page + 1) * pageRows);
    const [format, text] =
      extract.api === "bulk"
        ? (["csv", csvPage(fields, part)] as const)
        : (["json", jsonPage(extract.object, fields, part)] as const);
    const file = join(spoolFolder, `${randomUUID()}.${format}`);
    await writeFile(file, text);
    yield { file, format, rows: part.length, bytes: (await stat(file)).size };
  }
  if (failAfter !== undefined && failAfter >= pages) throw unreachable(extract, pages);
}

function cancelled({ object }: Extract): PlatformError {
  return new PlatformError("cancelled", `reading "${object}" was cancelled`, "run the flow again");
}

function unreachable({ object }: Extract, pages: number): PlatformError {
  return new PlatformError(
    "source_unreachable",
    `the source went away after ${pages} pages of "${object}"`,
    "run the flow again",
  );
}
