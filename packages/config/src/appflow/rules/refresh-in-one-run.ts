import { draftHasCompanion } from "../companion.ts";
import { eachFlow } from "./appflow-rule.ts";

/** An object whose first load has to be cut is more than AppFlow reads in one run, and a refresh on AWS reads all of it in one. */
export const refreshInOneRun = eachFlow((flow, report) => {
  if (flow.settings.firstLoadCuts.length === 0 || !draftHasCompanion(flow)) return;
  report({
    code: "LW1428",
    place: flow.placeOf("refresh", { key: true }),
    message: `refresh reads the whole object in one run of AppFlow in ${flow.environment.name}, and first_load_cuts says that it is too large for one`,
    hint: `write refresh: na under environments: ${flow.environment.name}, or leave out first_load_cuts if it is not`,
  });
});
