import { createHash } from "node:crypto";
import { type ColumnLineageFacet, columnLineageFacet, producer } from "./column-lineage-facet.ts";
import type { FollowedTables } from "./followed-column.ts";

/** The run of a model, as far as lineage is concerned. */
export interface LineageStep {
  readonly name: string;
  readonly relation: string | undefined;
  readonly inputs: readonly string[];
  readonly status: "ok" | "warned" | "failed" | "skipped";
  /** When it ran; absent where unknown. */
  readonly ran?: { readonly from: Date; readonly to: Date } | undefined;
}

export interface LineageRun {
  /** Such as `gtm-dev`. */
  readonly namespace: string;
  readonly project: string;
  /** Load id of the build. */
  readonly runId: string;
  readonly at: Date;
}

interface Dataset {
  readonly namespace: string;
  readonly name: string;
}

interface OutputDataset extends Dataset {
  readonly facets?: { readonly columnLineage: ColumnLineageFacet };
}

interface ParentFacet {
  readonly _producer: string;
  readonly _schemaURL: string;
  readonly run: { readonly runId: string };
  readonly job: Dataset;
}

/** An event as it is written: OpenLineage, spec 2-0-2, RunEvent. */
export interface LineageEvent {
  readonly eventType: "START" | "COMPLETE" | "FAIL" | "ABORT";
  readonly eventTime: string;
  readonly run: { readonly runId: string; readonly facets?: { readonly parent: ParentFacet } };
  readonly job: Dataset;
  readonly inputs: readonly Dataset[];
  readonly outputs: readonly OutputDataset[];
  readonly producer: string;
  readonly schemaURL: string;
}

const schemaUrl = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";
const parentUrl =
  "https://openlineage.io/spec/facets/1-2-0/ParentRunFacet.json#/$defs/ParentRunFacet";

/**
 * Two events for each model that was built or failed: its start, and its end with the lineage of its columns. The project's
 * build is their parent run.
 */
export function lineageEvents(
  run: LineageRun,
  steps: readonly LineageStep[],
  columns: FollowedTables,
): readonly LineageEvent[] {
  const dataset = (name: string): Dataset => ({ namespace: run.namespace, name });
  const output = (name: string): OutputDataset => {
    const table = columns.get(name.toLowerCase());
    const facets = table && { columnLineage: columnLineageFacet(run.namespace, table) };
    return { ...dataset(name), ...(facets ? { facets } : {}) };
  };
  const parent = {
    _producer: producer,
    _schemaURL: parentUrl,
    run: { runId: lineageRunId(run.runId, run.project) },
    job: { namespace: run.namespace, name: run.project },
  };
  return steps
    .filter(({ relation, status }) => relation !== undefined && status !== "skipped")
    .flatMap(({ name, relation = "", inputs, status, ran }) => {
      const same = {
        run: { runId: lineageRunId(run.runId, run.project, name), facets: { parent } },
        job: { namespace: run.namespace, name: `${run.project}.${name}` },
        producer,
        schemaURL: schemaUrl,
      };
      const timeOf = (time: Date | undefined) => (time ?? run.at).toISOString();
      return [
        { eventType: "START", eventTime: timeOf(ran?.from), ...same, inputs: [], outputs: [] },
        {
          eventType: status === "failed" ? "FAIL" : "COMPLETE",
          eventTime: timeOf(ran?.to),
          ...same,
          inputs: inputs.map(dataset),
          outputs: [output(relation)],
        },
      ] as const;
    });
}

/** An event of a project's whole build, the parent of its models' runs. `at` is when it happens. */
export function buildEvent(run: LineageRun, eventType: LineageEvent["eventType"]): LineageEvent {
  return {
    eventType,
    eventTime: run.at.toISOString(),
    run: { runId: lineageRunId(run.runId, run.project) },
    job: { namespace: run.namespace, name: run.project },
    inputs: [],
    outputs: [],
    producer,
    schemaURL: schemaUrl,
  };
}

/** The same UUID for the same names: version 8, made of their SHA-256 (RFC 9562, 5.8). */
export function lineageRunId(...names: readonly string[]): string {
  const bytes = createHash("sha256").update(names.join("\0")).digest();
  bytes.writeUInt8(0x80 | (bytes.readUInt8(6) & 0x0f), 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  return bytes.toString("hex", 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
