import type { EltBuilder, EltOutcome, EltRequest } from "../../ports/elt-builder.ts";

export interface MemoryEltBuilder extends EltBuilder {
  /** Requests, in order. */
  readonly requests: EltRequest[];
  /** Files that were removed. */
  readonly removed: string[];
  /** Texts that were kept, by `<load id>/<name>`. */
  readonly texts: Map<string, string>;
}

/** Builds nothing and returns the given outcomes, for tests of use cases that decide when to build and what to do with the result. */
export function memoryEltBuilder(outcomeOf: (request: EltRequest) => EltOutcome): MemoryEltBuilder {
  const requests: EltRequest[] = [];
  const removed: string[] = [];
  const texts = new Map<string, string>();
  return {
    requests,
    removed,
    texts,
    prepare: async () => undefined,
    begin: async () => ({
      run: async (request) => {
        requests.push(request);
        return outcomeOf(request);
      },
      tables: async () => [],
      drop: async () => undefined,
      writeParquet: async () => undefined,
    }),
    compile: async () => ({ models: [], compiled: { duckdb: [], redshift: [] }, output: "" }),
    digestOf: async () => "",
    keep: async (loadId, name, text) => {
      texts.set(`${loadId}/${name}`, text);
    },
    kept: async (loadId, name) => texts.get(`${loadId}/${name}`),
    forget: async (builds, newest) => {
      const all = [...new Set([...texts.keys()].map((key) => key.split("/", 1)[0] ?? ""))];
      const kept = new Set([...builds, ...all.sort().slice(-newest)]);
      for (const key of texts.keys()) if (!kept.has(key.split("/", 1)[0] ?? "")) texts.delete(key);
    },
    remove: async (file) => {
      removed.push(file);
    },
  };
}
