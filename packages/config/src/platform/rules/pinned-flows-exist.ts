import { didYouMean } from "../../did-you-mean.ts";
import type { Rule } from "../../sections/rule.ts";
import { showValue } from "../../show-value.ts";

/** A pinned flow exists in that environment. */
export const pinnedFlowsExist: Rule = ({ environments, flows }, report) => {
  for (const environment of environments) {
    if (environment.name === "local") continue;
    const own = flows.filter((flow) => flow.environment === environment);
    const names = own.map(({ flowName }) => flowName);
    const { section, path } = environment.deployment.place;
    for (const name of Object.keys(environment.deployment.pinnedFlows)) {
      if (names.includes(name)) continue;
      const place = { section, path: [...path, "pinned_flows", name], aim: { key: true } };
      const message = `environment ${environment.name} has no flow called ${showValue(name)}`;
      const hint = didYouMean(name, names) ?? "flow names are <platform>-<env>-<profile>-<object>";
      report({ code: "LW1255", place, message, hint });
    }
  }
};
