import { toAccess } from "../access/output.ts";
import { toFlows } from "../appflow/output.ts";
import type { Flow } from "../appflow/types.ts";
import { toConnections } from "../connections/output.ts";
import type { EnvironmentDraft } from "../platform/draft/draft-environments.ts";
import { toDeclaredEnvironment } from "../platform/output.ts";
import { toWarehouse } from "../warehouse/output.ts";
import type { Environment, Platform } from "./platform.ts";
import type { PlatformDraft } from "./platform-draft.ts";
import { withCompanions } from "./with-companions.ts";

/** A draft without errors as the platform that other packages work with. */
export function toPlatform(draft: PlatformDraft): Platform {
  const flows = toFlows(draft);
  const environments: Record<string, Environment> = Object.create(null);
  for (const environment of draft.environments) {
    const { name } = environment;
    environments[name] = toEnvironment(draft, environment, flows.get(name) ?? []);
  }
  const { name = "", owner = "", folder } = draft;
  return { name, owner, folder, environments };
}

function toEnvironment(
  draft: PlatformDraft,
  environment: EnvironmentDraft,
  flows: readonly Flow[],
): Environment {
  const { name } = environment;
  return withCompanions({
    ...toDeclaredEnvironment(draft, environment),
    connections: toConnections(draft, environment),
    flows,
    access: draft.access && toAccess(draft.access, name),
    warehouse: draft.warehouse && toWarehouse(draft.warehouse, name, draft.folder),
  });
}
