import type { EltResult } from "../../ports/elt-builder.ts";
import { type ModelNode, relationOf } from "./dbt-models.ts";

/** The parts of dbt's run_results.json (v6) and manifest.json (v12) that are read. */
export interface RunResults {
  readonly results: readonly {
    readonly unique_id: string;
    readonly status: string;
    readonly execution_time: number;
    readonly message: string | null;
    readonly timing?: readonly {
      readonly name: string;
      readonly started_at?: string | null;
      readonly completed_at?: string | null;
    }[];
  }[];
}

interface Node extends ModelNode {
  /** The model that a test is written at. */
  readonly attached_node?: string | null;
}

type Nodes = Readonly<Record<string, Node>>;

export interface Manifest {
  readonly nodes: Nodes;
  readonly sources: Nodes;
  readonly unit_tests?: Nodes;
  readonly child_map: Readonly<Record<string, readonly string[]>>;
}

const statuses: Readonly<Record<string, EltResult["status"]>> = {
  success: "ok",
  pass: "ok",
  warn: "warned",
  skipped: "skipped",
  "no-op": "ok",
};

/** Results of all models and tests, with the models downstream of them. An unknown status is a failure. */
export function eltResults({ results }: RunResults, manifest: Manifest): EltResult[] {
  return results.map(({ unique_id, status, execution_time, message, timing }) => {
    const node = manifest.nodes[unique_id] ?? manifest.unit_tests?.[unique_id];
    const reads = node?.depends_on?.nodes ?? [];
    const kind = kindOf(unique_id);
    const tested = node?.attached_node ? [node.attached_node] : reads;
    const testedModels = kind === "model" ? [] : tested.filter((id) => id.startsWith("model."));
    return {
      id: unique_id,
      kind,
      name: node?.name ?? unique_id,
      status: statuses[status] ?? "failed",
      ms: Math.round(execution_time * 1000),
      message: message ?? "",
      ran: ranOf(timing),
      relation: kind === "model" ? relationOf(node) : undefined,
      inputs: reads.flatMap((id) => relationOf(manifest.nodes[id] ?? manifest.sources[id]) ?? []),
      downstream: downstreamOf(
        kind === "model" ? [unique_id] : testedModels,
        testedModels,
        manifest,
      ),
    };
  });
}

/** From when it was compiled to when it was done; undefined for what did not get so far. */
function ranOf(timing: RunResults["results"][number]["timing"]): EltResult["ran"] {
  const times = (timing ?? [])
    .flatMap(({ started_at, completed_at }) => [started_at, completed_at])
    .flatMap((text) => (text ? [Date.parse(text)] : []));
  if (times.length === 0) return undefined;
  return { from: new Date(Math.min(...times)), to: new Date(Math.max(...times)) };
}

function kindOf(id: string): EltResult["kind"] {
  if (id.startsWith("model.")) return "model";
  if (id.startsWith("test.")) return "test";
  return id.startsWith("unit_test.") ? "unit_test" : "other";
}

/** Names of the models downstream of these nodes, and of `testedModels`. */
function downstreamOf(
  ids: readonly string[],
  testedModels: readonly string[],
  { child_map, nodes }: Manifest,
): string[] {
  const seen = new Set<string>(testedModels);
  const waiting = [...ids];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop())
    for (const child of child_map[id] ?? []) {
      if (!child.startsWith("model.") || seen.has(child)) continue;
      seen.add(child);
      waiting.push(child);
    }
  return [...seen].map((id) => nodes[id]?.name ?? id).sort();
}
