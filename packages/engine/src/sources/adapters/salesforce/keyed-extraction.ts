import type { Extract, Extraction, Page } from "../../ports/source.ts";
import { keysPerQuery } from "./soql.ts";

type ExtractPart = (extract: Extract) => Promise<Extraction>;

/** An extract of more keys than one query names, as one: part by part, with the sum of their counts. */
export function keyedExtraction(extract: Extract, extractPart: ExtractPart): Extraction {
  const size = extract.api === "rest" ? keysPerQuery.rest : keysPerQuery.bulk;
  const parts: Extraction[] = [];
  async function* pages(): AsyncGenerator<Page> {
    const keys = extract.keys ?? [];
    for (let at = 0; at < keys.length; at += size) {
      const part = await extractPart({ ...extract, keys: keys.slice(at, at + size) });
      parts.push(part);
      yield* part.pages;
    }
  }
  return {
    pages: pages(),
    totalRows: () => parts.reduce((sum, part) => sum + part.totalRows(), 0),
  };
}
