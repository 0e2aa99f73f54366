import type { FlowDraft, Place } from "../draft/platform-draft.ts";
import { describePlace } from "../source/section.ts";
import type { Rule } from "./rule.ts";

/** No two flows of an account and region share a name: AppFlow would refuse the second. */
export const flowNameUnique: Rule = ({ flows }, report) => {
  const first = new Map<string, FlowDraft>();
  for (const flow of flows) {
    // Folders on some disks do not tell upper from lower case.
    const { account, region, name } = flow.environment;
    const id = [account, region, name === "local" ? name : "", flow.flowName.toLowerCase()].join(
      "\0",
    );
    const other = first.get(id);
    if (other === undefined) {
      first.set(id, flow);
      continue;
    }
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
