import type { Rule } from "../../sections/rule.ts";
import { describedPlace } from "../../source/place.ts";
import { type FlowDraft, namePlace } from "../draft/flow-draft.ts";

/** Objects of a database get tables of their own, also after their names became identifiers. */
export const tableUnique: Rule = ({ flows }, report) => {
  const first = new Map<string, FlowDraft>();
  for (const flow of flows) {
    if (flow.direction === "out") continue;
    const id = [flow.environment.name, flow.database, flow.table].join("\0");
    const other = first.get(id);
    if (other === undefined) first.set(id, flow);
    else if (other.name !== flow.name && other.profile === flow.profile) {
      const message = `object "${flow.name}" gets the table "${flow.table}", as "${other.name}" at ${describedPlace(namePlace(other))} does`;
      report({
        code: "LW1505",
        place: namePlace(flow),
        message,
        hint: "the catalog does not tell upper from lower case",
      });
    }
  }
};
