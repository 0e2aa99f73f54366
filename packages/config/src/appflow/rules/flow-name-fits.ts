import { companionFlowName, draftHasCompanion } from "../companion.ts";
import { namePlace } from "../draft/flow-draft.ts";
import { firstLoadFlowName, maxFlowNameLength } from "../flow-name.ts";
import { eachFlow } from "./appflow-rule.ts";

/** AppFlow and folders on disk both limit the length of a flow's name. */
export const flowNameFits = eachFlow((flow, report) => {
  const { flowName, settings } = flow;
  const parts = settings.firstLoadCuts.length;
  const names = [
    flowName,
    ...(parts > 0 ? [firstLoadFlowName(flowName, parts)] : []),
    ...(draftHasCompanion(flow) ? [companionFlowName(flowName)] : []),
  ];
  const length = Math.max(...names.map((name) => name.length));
  if (length <= maxFlowNameLength) return;
  const message = `the flow's name has ${length} characters, ${maxFlowNameLength} are possible`;
  report({
    code: "LW1503",
    place: namePlace(flow),
    message,
    hint: "shorten the connection's name",
  });
});
