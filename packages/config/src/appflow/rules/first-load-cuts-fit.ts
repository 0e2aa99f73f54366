import type { EntryDraft } from "../draft/flow-draft.ts";
import { eachEntry } from "./appflow-rule.ts";

/** A first load is cut only where it reads everything of a Salesforce object once, and at days that have passed. */
export const firstLoadCutsFit = eachEntry((entry, report, { now }) => {
  const { settings, direction, placeOf } = entry;
  const cuts = settings.firstLoadCuts;
  if (direction === "out" || cuts.length === 0) return;
  const obstacle = cutObstacle(entry);
  if (obstacle !== undefined) {
    const place = placeOf("first_load_cuts", { key: true });
    const { reason, hint } = obstacle;
    report({ code: "LW1426", place, message: `first_load_cuts is not possible: ${reason}`, hint });
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

function cutObstacle({
  settings,
}: EntryDraft): { readonly reason: string; readonly hint: string } | undefined {
  if (settings.source !== "salesforce")
    return {
      reason: "the source is not Salesforce",
      hint: "only Salesforce objects have the CreatedDate it needs",
    };
  if (!settings.incremental)
    return {
      reason: "the flow reads everything, each run",
      hint: "add incremental_load: 1, or write first_load_cuts: na",
    };
  if (settings.firstLoad !== "full")
    return {
      reason: `first_load begins on ${settings.firstLoad.toISOString().slice(0, 10)}`,
      hint: "write first_load: full, or first_load_cuts: na",
    };
  return undefined;
}
