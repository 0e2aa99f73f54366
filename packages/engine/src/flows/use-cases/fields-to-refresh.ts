import type { Flow } from "@lakewright/config";
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

/** Names of fields that appeared after every row was last read: by a full load, or by a refresh. */
async function addedSinceWhole(
  ledger: FlowPorts["ledger"],
  flow: string,
): Promise<ReadonlySet<string>> {
  const newest = async (kind: "full" | "refresh") => {
    const [run] = await ledger.runs({ flow, kind, status: "succeeded", limit: 1 });
    return run?.sequence ?? 0;
  };
  const whole = Math.max(await newest("full"), await newest("refresh"));
  const added = new Set<string>();
  for (const { change, field, executionId } of await ledger.drift({ flow }))
    if (change === "added" && ((await ledger.run(executionId))?.sequence ?? 0) > whole)
      added.add(field);
  return added;
}
