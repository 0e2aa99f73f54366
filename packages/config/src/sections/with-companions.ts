import { companionAccess } from "../access/companion-access.ts";
import { companionOf, hasCompanion, isDeployed } from "../appflow/companion.ts";
import type { Environment } from "./platform.ts";

/** A deployed environment with the companion flow of each flow that is refreshed, and with the rules that hold for its table. */
export function withCompanions(environment: Environment): Environment {
  const refreshed = isDeployed(environment) ? environment.flows.filter(hasCompanion) : [];
  if (refreshed.length === 0) return environment;
  const { access } = environment;
  return {
    ...environment,
    flows: environment.flows.flatMap((flow) =>
      refreshed.includes(flow) ? [flow, companionOf(flow)] : [flow],
    ),
    access: access && companionAccess(access, refreshed),
  };
}
