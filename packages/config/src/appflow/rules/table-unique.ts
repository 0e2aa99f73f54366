import type { Rule } from "../../rules/rule.ts";
import type { FlowDraft } from "../../sections/platform-draft.ts";
import { namePlace, positionOf } from "./flow-name-unique.ts";

/** Objects of a database get tables of their own, also after their names became identifiers. */
export const tableUnique: Rule = ({ flows }, report) => {
  const first = new Map<string, FlowDraft>();
  for (const flow of flows) {
    if (flow.direction === "out") continue;
    const id = [flow.environment.name, flow.database, flow.table].join("\0");
    const other = first.get(id);
    if (other === undefined) first.set(id, flow);
    else if (other.name !== flow.name && other.profile === flow.profile) {
      const message = `object "${flow.name}" gets the table "${flow.table}", as "${other.name}" at ${positionOf(namePlace(other))} does`;
      report("LW1505", namePlace(flow), message, "the catalog does not tell upper from lower case");
    }
  }
};
