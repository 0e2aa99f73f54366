import { columnLineageFacet, producer } from "./column-lineage-facet.ts";
import type { FollowedTables } from "./followed-column.ts";

/** What a model did, as far as lineage is concerned. */
export interface LineageStep {
  readonly name: string;
  readonly relation: string | undefined;
  readonly inputs: readonly string[];
  readonly status: "ok" | "warned" | "failed" | "skipped";
}

export interface LineageRun {
  /** Such as `gtm-dev`. */
  readonly namespace: string;
  readonly project: string;
  readonly runId: string;
  readonly at: Date;
}

const schemaUrl = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";

/** OpenLineage run events (spec 2-0-2), one for each model that was built or failed, with what its columns are made of. */
export function lineageEvents(
  run: LineageRun,
  steps: readonly LineageStep[],
  columns: FollowedTables,
): readonly object[] {
  const dataset = (name: string) => ({ namespace: run.namespace, name });
  const output = (name: string) => {
    const table = columns.get(name.toLowerCase());
    const facets = table && { columnLineage: columnLineageFacet(run.namespace, table) };
    return { ...dataset(name), ...(facets ? { facets } : {}) };
  };
  return steps
    .filter(({ relation, status }) => relation !== undefined && status !== "skipped")
    .map(({ name, relation = "", inputs, status }) => ({
      eventType: status === "failed" ? "FAIL" : "COMPLETE",
      eventTime: run.at.toISOString(),
      run: { runId: run.runId },
      job: { namespace: run.namespace, name: `${run.project}.${name}` },
      inputs: inputs.map(dataset),
      outputs: [output(relation)],
      producer,
      schemaURL: schemaUrl,
    }));
}
