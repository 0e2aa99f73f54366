import { groupBy } from "../../group-by.ts";
import { tableId } from "../../names/table-id.ts";
import type { EnvironmentDraft } from "../../platform/draft/draft-environments.ts";
import type { FlowDraft } from "./flow-draft.ts";

/** A table that a flow brings into the catalog of an environment. */
export interface TableDraft {
  readonly database: string;
  readonly table: string;
  readonly partitionColumn: string;
  /** The value of the tag `sensitivity` that follows from `pii`. */
  readonly seed: "personal" | "internal" | "unclassified";
  readonly flow: FlowDraft;
}

export interface CatalogDraft {
  readonly environment: string;
  readonly standsFor: string;
  /** By `<database>.<table>`. */
  readonly tables: ReadonlyMap<string, TableDraft>;
}

const seeds = { personal: "personal", none: "internal", unclassified: "unclassified" } as const;

/** The tables that flows bring into the catalog of each environment. */
export function draftCatalogs(
  flows: readonly FlowDraft[],
  environments: readonly EnvironmentDraft[],
): CatalogDraft[] {
  const incoming = flows.filter(({ direction }) => direction === "in");
  const byEnvironment = groupBy(incoming, ({ environment }) => environment.name);
  return environments.map(({ name, standsFor }) => {
    const tables = (byEnvironment.get(name) ?? []).map((flow) => [tableId(flow), toTable(flow)]);
    return { environment: name, standsFor, tables: new Map(tables as [string, TableDraft][]) };
  });
}

function toTable(flow: FlowDraft): TableDraft {
  const { database, table, settings } = flow;
  const { partitionColumn, sensitivity } = settings;
  return { database, table, partitionColumn, seed: seeds[sensitivity], flow };
}
