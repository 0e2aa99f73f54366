import type { EntryDraft } from "../draft/flow-draft.ts";
import { eachEntry } from "./appflow-rule.ts";

/** A first load is cut only where it reads everything of a Salesforce object once, and at days that have passed. */
export const firstLoadCutsFit = eachEntry((entry, report, { now }) => {
  const { settings, direction, placeOf } = entry;
  const cuts = settings.firstLoadCuts;
  if (direction === "out" || cuts.length === 0) return;
  const why = cutObstacle(entry);
  if (why !== undefined) {
    const place = placeOf("first_load_cuts", { key: true });
    report({
      code: "LW1426",
      place,
      message: `first_load_cuts is not possible: ${why[0]}`,
      hint: why[1],
    });
  }
  for (const cut of cuts.filter((day) => day > now)) {
    const day = cut.toISOString().slice(0, 10);
    const place = placeOf("first_load_cuts", { within: day });
    report({
      code: "LW1426",
      place,
      message: `first_load_cuts holds ${day}, which is in the future`,
      hint: "remove it",
    });
  }
});

function cutObstacle({ settings }: EntryDraft): [string, string] | undefined {
  if (settings.source !== "salesforce")
    return [
      "the source is not Salesforce",
      "only Salesforce objects have the CreatedDate it needs",
    ];
  if (!settings.incremental)
    return [
      "the flow reads everything, each run",
      "add incremental_load: 1, or write first_load_cuts: na",
    ];
  if (settings.firstLoad !== "full")
    return [
      `first_load begins on ${settings.firstLoad.toISOString().slice(0, 10)}`,
      "write first_load: full, or first_load_cuts: na",
    ];
  return undefined;
}
