import type { Flow } from "@lakewright/config";
import type { RunKind, RunRecord } from "../../catalog/index.ts";
import type { FieldDescription } from "../../sources/index.ts";
import type { FlowPorts } from "../ports/flow-ports.ts";

/** Fields of an increment whose values the lake may not hold as the source has them. */
export interface UncertainFields {
  /** Formulas and roll-ups: they change without moving a record's stamp. */
  readonly formulas: readonly string[];
  /** Added after other rows were loaded, and not filled for those since. */
  readonly unfilled: readonly string[];
}

/** The uncertain ones of the fields that were loaded last, by the ledger alone. */
export async function uncertainFields(
  { ledger }: Pick<FlowPorts, "ledger">,
  { name: flow, incremental }: Pick<Flow, "name" | "incremental">,
): Promise<UncertainFields> {
  const fields = incremental ? await ledger.lastFields(flow) : undefined;
  if (!fields) return { formulas: [], unfilled: [] };
  const added = await addedSinceWhole(ledger, flow);
  return {
    formulas: fields.filter(({ calculated }) => calculated).map(({ name }) => name),
    unfilled: fields
      .filter(({ name, calculated }) => !calculated && added.has(name))
      .map(({ name }) => name),
  };
}

/** Which of the fields that the source has now a refresh reads: formulas, and what was added since all rows were read. */
export async function fieldsToRefresh(
  ports: Pick<FlowPorts, "ledger">,
  flow: Flow,
  fields: readonly FieldDescription[],
): Promise<readonly FieldDescription[]> {
  const loaded = (await ports.ledger.lastFields(flow.name)) ?? fields;
  const known = new Set(loaded.map(({ name }) => name));
  const added = await addedSinceWhole(ports.ledger, flow.name);
  return fields.filter(({ name, calculated }) => calculated || added.has(name) || !known.has(name));
}

/** The newest run that read every row: a full load, or a refresh. */
export async function lastWholeRead(
  ledger: Pick<FlowPorts["ledger"], "runs">,
  flow: string,
): Promise<RunRecord | undefined> {
  const newest = (kind: RunKind) =>
    ledger.runs({ flow, kind, status: "succeeded", limit: 1 }).then(([run]) => run);
  const [full, refresh] = [await newest("full"), await newest("refresh")];
  return refresh && refresh.sequence > (full?.sequence ?? 0) ? refresh : full;
}

/** Names of fields that appeared after every row was last read. */
async function addedSinceWhole(
  ledger: FlowPorts["ledger"],
  flow: string,
): Promise<ReadonlySet<string>> {
  const afterSequence = (await lastWholeRead(ledger, flow))?.sequence ?? 0;
  const drift = await ledger.drift({ flow, afterSequence });
  return new Set(drift.filter(({ change }) => change === "added").map(({ field }) => field));
}
