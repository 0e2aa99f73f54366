import { groupBy } from "../group-by.ts";
import { positionAt } from "../source/place.ts";
import type { SourcePosition } from "../source/source-position.ts";
import type { AppflowDraft, FlowDraft } from "./draft/flow-draft.ts";
import type { Flow } from "./types.ts";

/** The flows of each environment, by its name. */
export function toFlows({ objects, flows }: AppflowDraft): ReadonlyMap<string, readonly Flow[]> {
  const positions = new Map(objects.map((object) => [object, positionAt(object.place)]));
  const declared = flows.flatMap((flow) => {
    const at = positions.get(flow.object);
    return at ? [{ environment: flow.environment.name, flow: toFlow(flow, at) }] : [];
  });
  const byEnvironment = groupBy(declared, ({ environment }) => environment);
  return new Map([...byEnvironment].map(([name, list]) => [name, list.map(({ flow }) => flow)]));
}

function toFlow(draft: FlowDraft, at: SourcePosition): Flow {
  const { source = "", profiles: _, upsertFields, ...same } = draft.settings;
  return {
    ...same,
    name: draft.flowName,
    direction: draft.direction,
    source,
    object: draft.name,
    profile: draft.profile,
    database: draft.database,
    table: draft.table,
    incremental: draft.direction === "in" && same.incremental,
    firstLoadCuts: draft.direction === "in" ? same.firstLoadCuts : [],
    ...(draft.isSetByObject("exclude_fields")
      ? { excludeFieldsAt: positionAt(draft.placeOf("exclude_fields")) }
      : {}),
    upsertField: draft.direction === "out" ? upsertFields[0] : undefined,
    at,
  };
}
