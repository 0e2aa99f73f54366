import { didYouMean } from "../../did-you-mean.ts";
import { showValue } from "../../show-value.ts";
import { eachFlow } from "./appflow-rule.ts";

/** Every connection that a flow names is declared in connections.yaml. */
export const profileExists = eachFlow(({ profile, profilePlace }, report, draft) => {
  const { connections, allConnectionsKnown } = draft;
  if (!allConnectionsKnown || connections.some(({ name }) => name === profile)) return;
  const names = connections.map(({ name }) => name);
  const hint = didYouMean(profile, names) ?? "declare it in connections.yaml";
  report({
    code: "LW1401",
    place: profilePlace,
    message: `no connection is called ${showValue(profile)}`,
    hint,
  });
});
