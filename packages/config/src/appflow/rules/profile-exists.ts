import { didYouMean } from "../../did-you-mean.ts";
import { eachFlow } from "../../rules/rule.ts";
import { showValue } from "../../show-value.ts";

/** Every connection that a flow names stands in connections.yaml. */
export const profileExists = eachFlow(({ profile, profilePlace }, report, draft) => {
  const { connections, allConnectionsKnown } = draft;
  if (!allConnectionsKnown || connections.some(({ name }) => name === profile)) return;
  const names = connections.map(({ name }) => name);
  const hint = didYouMean(profile, names) ?? "declare it in connections.yaml";
  report("LW1401", profilePlace, `no connection is called ${showValue(profile)}`, hint);
});
