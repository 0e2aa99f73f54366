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

const producer = "https://github.com/lakewright/lakewright";
const schemaUrl = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";

/** OpenLineage run events (spec 2-0-2), one for each model that was built or failed. */
export function lineageEvents(run: LineageRun, steps: readonly LineageStep[]): readonly object[] {
  const dataset = (name: string) => ({ namespace: run.namespace, name });
  return steps
    .filter(({ relation, status }) => relation !== undefined && status !== "skipped")
    .map(({ name, relation = "", inputs, status }) => ({
      eventType: status === "failed" ? "FAIL" : "COMPLETE",
      eventTime: run.at.toISOString(),
      run: { runId: run.runId },
      job: { namespace: run.namespace, name: `${run.project}.${name}` },
      inputs: inputs.map(dataset),
      outputs: [dataset(relation)],
      producer,
      schemaURL: schemaUrl,
    }));
}
