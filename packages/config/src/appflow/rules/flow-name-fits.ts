import { eachFlow } from "../../rules/rule.ts";
import { firstLoadFlowName, longestFlowName } from "../flow-name.ts";
import { namePlace } from "./flow-name-unique.ts";

/** AppFlow and folders on disk both limit the length of a flow's name. */
export const flowNameFits = eachFlow((flow, report) => {
  const { flowName, settings } = flow;
  const parts = settings.firstLoadCuts.length;
  const { length } = parts === 0 ? flowName : firstLoadFlowName(flowName, parts);
  if (length <= longestFlowName) return;
  const message = `the flow's name has ${length} characters, ${longestFlowName} are possible`;
  report("LW1503", namePlace(flow), message, "shorten the connection's name");
});
