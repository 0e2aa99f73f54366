import type { Fault, FaultKind, FaultSpec } from "./fault.ts";

/** The list of faults to play. */
export interface Faults {
  add(spec: FaultSpec): Fault;
  list(): readonly Fault[];
  /** Requests that a slow fault holds back are answered at once. */
  clear(): void;
}

/** The server's side of the list. */
export interface FaultPlayer extends Faults {
  /** The faults of `kinds` that strike the request called `text`; each is counted as one hit. */
  strike(kinds: readonly FaultKind[], text: string): readonly Fault[];
  /** Fires when the faults that are listed now are cleared. */
  cleared(): AbortSignal;
}

interface Entry {
  fault: Fault;
  seen: number;
}

/** An empty list of faults. */
export function createFaults(): FaultPlayer {
  let entries: Entry[] = [];
  let nextId = 1;
  let cleared = new AbortController();
  return {
    add(spec) {
      const fault = { ...spec, id: nextId++, hits: 0 };
      entries.push({ fault, seen: 0 });
      return fault;
    },
    list: () => entries.map(({ fault }) => fault),
    clear() {
      entries = [];
      cleared.abort();
      cleared = new AbortController();
    },
    strike(kinds, text) {
      const struck = entries.filter((e) => kinds.includes(e.fault.kind) && strikes(e, text));
      return struck.map((entry) => entry.fault);
    },
    cleared: () => cleared.signal,
  };
}

/** Whether the entry applies to this request; counts it. */
function strikes(entry: Entry, text: string): boolean {
  const { fault } = entry;
  if (!matches(fault, text) || isSpent(fault)) return false;
  entry.seen += 1;
  if (entry.seen <= (fault.after ?? 0)) return false;
  entry.fault = { ...fault, hits: fault.hits + 1 };
  return true;
}

function isSpent({ times = 1, hits }: Fault): boolean {
  return times !== "always" && hits >= times;
}

function matches({ match, pattern }: FaultSpec, text: string): boolean {
  if (match === undefined && pattern === undefined) return text.includes(" /services/data/");
  const found = match === undefined || text.includes(match);
  return found && (pattern === undefined || new RegExp(pattern).test(text));
}
