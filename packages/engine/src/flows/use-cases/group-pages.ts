import type { Page } from "../../sources/index.ts";

/** Small pages are written together, so that a file is worth opening. */
const groupRows = 50_000;
const groupBytes = 64 * 1024 * 1024;

/** Collects pages, in order, until a group is large enough for a file of its own. */
export async function* groupPages(pages: AsyncIterable<Page>): AsyncIterable<readonly Page[]> {
  let group: Page[] = [];
  let rows = 0;
  let bytes = 0;
  for await (const page of pages) {
    group.push(page);
    rows += page.rows;
    bytes += page.bytes;
    if (rows < groupRows && bytes < groupBytes) continue;
    yield group;
    group = [];
    rows = 0;
    bytes = 0;
  }
  if (group.length > 0) yield group;
}
