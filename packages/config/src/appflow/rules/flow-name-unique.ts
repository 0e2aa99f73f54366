import type { Rule } from "../../sections/rule.ts";
import { describedPlace } from "../../source/place.ts";
import { companionFlowName, draftHasCompanion } from "../companion.ts";
import { type FlowDraft, namePlace } from "../draft/flow-draft.ts";
import { firstLoadFlowName } from "../flow-name.ts";

/** No two flows of an account and region share a name: AppFlow would refuse the second. */
export const flowNameUnique: Rule = ({ flows }, report) => {
  const first = new Map<string, FlowDraft>();
  for (const flow of flows) {
    const other = namesOf(flow)
      .map((name) => first.get(name))
      .find((taken) => taken !== undefined);
    for (const name of namesOf(flow)) if (!first.has(name)) first.set(name, flow);
    if (other === undefined) continue;
    const place = namePlace(flow);
    const where = describedPlace(namePlace(other));
    if (isSame(flow, other)) {
      const message = `object "${flow.name}" is declared twice for connection "${flow.profile}"; the other is at ${where}`;
      report({
        code: "LW1501",
        place,
        message,
        hint: "remove one, or give them different connections or environments",
      });
    } else {
      const message = `the flow gets the name "${flow.flowName}" of the one at ${where}`;
      report({ code: "LW1502", place, message, hint: "rename a connection or an environment" });
    }
  }
};

/** Names of the flow, of the parts of its first load and of its companion, with account and region. */
function namesOf(flow: FlowDraft): string[] {
  const { environment, flowName, settings, direction } = flow;
  const { account, region, name } = environment;
  const cuts = direction === "in" ? settings.firstLoadCuts : [];
  const names = [
    flowName,
    ...cuts.map((_, index) => firstLoadFlowName(flowName, index + 1)),
    ...(draftHasCompanion(flow) ? [companionFlowName(flowName)] : []),
  ];
  // Some file systems ignore case.
  const place = [account, region, name === "local" ? name : ""];
  return names.map((each) => [...place, each.toLowerCase()].join("\0"));
}

function isSame(a: FlowDraft, b: FlowDraft): boolean {
  return a.name === b.name && a.profile === b.profile && a.environment.name === b.environment.name;
}
