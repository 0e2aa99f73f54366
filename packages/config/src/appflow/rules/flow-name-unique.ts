import type { Rule } from "../../rules/rule.ts";
import type { FlowDraft, Place } from "../../sections/platform-draft.ts";
import { describePlace } from "../../source/section.ts";
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
    const where = positionOf(namePlace(other));
    if (isSame(flow, other)) {
      const message = `object "${flow.name}" is declared twice for connection "${flow.profile}"; the other is at ${where}`;
      report(
        "LW1501",
        place,
        message,
        "remove one, or give them different connections or environments",
      );
    } else {
      const message = `the flow gets the name "${flow.flowName}" of the one at ${where}`;
      report("LW1502", place, message, "rename a connection or an environment");
    }
  }
};

/** What AppFlow would know the flow and the parts of its first load by, account and region included. */
function namesOf({ environment, flowName, settings, direction }: FlowDraft): string[] {
  const { account, region, name } = environment;
  const cuts = direction === "in" ? settings.firstLoadCuts : [];
  const names = [flowName, ...cuts.map((_, index) => firstLoadFlowName(flowName, index + 1))];
  // Folders on some disks do not tell upper from lower case.
  const place = [account, region, name === "local" ? name : ""];
  return names.map((each) => [...place, each.toLowerCase()].join("\0"));
}

function isSame(a: FlowDraft, b: FlowDraft): boolean {
  return a.name === b.name && a.profile === b.profile && a.environment.name === b.environment.name;
}

/** Where a flow's object is named. */
export function namePlace({ object }: FlowDraft): Place {
  const { section, path } = object.place;
  const key = object.raw.name === undefined ? "object_name" : "name";
  return { section, path: [...path, key] };
}

export function positionOf({ section, path, aim }: Place): string {
  return describePlace(section.position(path, aim));
}
