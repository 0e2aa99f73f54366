import type { EnvironmentDraft } from "../platform/draft/draft-environments.ts";
import type { FlowDraft } from "./draft/flow-draft.ts";
import type { Flow } from "./types.ts";

/** Name of the companion flow. */
export function companionFlowName(flow: string): string {
  return `${flow}-refresh`;
}

/** Table of the companion flow. No object of Salesforce can have its name. */
export function companionTable(table: string): string {
  return `${table}__refresh`;
}

type RefreshedFlow = Pick<Flow, "direction" | "incremental" | "refresh"> & {
  readonly source: string | undefined;
};

/** Whether a deployed flow's object is read again as a whole, by a companion. Formula fields are Salesforce's. */
export function hasCompanion({ direction, source, incremental, refresh }: RefreshedFlow): boolean {
  return direction === "in" && source === "salesforce" && incremental && refresh !== undefined;
}

/** The same of a draft. On this machine the flow itself reads its formula fields again. */
export function draftHasCompanion({ direction, settings, environment }: FlowDraft): boolean {
  return isDeployed(environment) && hasCompanion({ ...settings, direction });
}

export function isDeployed({ name }: Pick<EnvironmentDraft, "name">): boolean {
  return name !== "local";
}

/**
 * The flow that reads the same fields of the same records again, all of them, whenever the flow's `refresh` is due. AppFlow runs it as a complete
 * load: it can neither compare nor read single fields, and which ones are formulas is not known where templates are made.
 */
export function companionOf(flow: Flow): Flow {
  return {
    ...flow,
    name: companionFlowName(flow.name),
    table: companionTable(flow.table),
    companionOf: { name: flow.name, table: flow.table },
    incremental: false,
    firstLoadCuts: [],
    overlapSeconds: 0,
    schedule: flow.refresh,
    refresh: undefined,
  };
}
