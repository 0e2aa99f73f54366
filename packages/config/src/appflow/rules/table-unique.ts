import type { Rule } from "../../sections/rule.ts";
import { describedPlace } from "../../source/place.ts";
import { companionTable, draftHasCompanion } from "../companion.ts";
import { type FlowDraft, namePlace } from "../draft/flow-draft.ts";

/** Objects of a database get tables of their own, also after their names became identifiers. */
export const tableUnique: Rule = ({ flows }, report) => {
  const first = new Map<string, FlowDraft>();
  for (const flow of flows) {
    if (flow.direction === "out") continue;
    for (const table of tablesOf(flow)) {
      const id = [flow.environment.name, flow.database, table].join("\0");
      const other = first.get(id);
      if (other === undefined) first.set(id, flow);
      else if (other.name !== flow.name && other.profile === flow.profile) {
        const message = `object "${flow.name}" gets the table "${table}", as "${other.name}" at ${describedPlace(namePlace(other))} does`;
        report({
          code: "LW1505",
          place: namePlace(flow),
          message,
          hint:
            flow.table === other.table
              ? "the catalog does not tell upper from lower case"
              : "refresh: makes a second table on AWS; leave it out",
        });
      }
    }
  }
};

function tablesOf(flow: FlowDraft): string[] {
  return draftHasCompanion(flow) ? [flow.table, companionTable(flow.table)] : [flow.table];
}
