import { toAccess } from "../access/output.ts";
import type { Access } from "../access/types.ts";
import { toConnection } from "../connections/output.ts";
import { groupBy } from "../group-by.ts";
import { bucketNames } from "../platform/bucket-name.ts";
import { toDeployment, toZones } from "../platform/output.ts";
import { toWarehouse } from "../warehouse/output.ts";
import type { Connection, Environment, Flow, Platform, SourcePosition } from "./platform.ts";
import type { EnvironmentDraft, FlowDraft, PlatformDraft } from "./platform-draft.ts";

/** A draft without errors as the platform that other packages work with. */
export function toPlatform(draft: PlatformDraft): Platform {
  const positions = new Map(
    draft.objects.map((object) => [object, object.place.section.position(object.place.path)]),
  );
  const declared = draft.flows.flatMap((flow) => {
    const at = positions.get(flow.object);
    return at ? [{ environment: flow.environment.name, flow: toFlow(flow, at) }] : [];
  });
  const flows = groupBy(declared, ({ environment }) => environment);
  const environments: Record<string, Environment> = Object.create(null);
  for (const environment of draft.environments) {
    const { name } = environment;
    environments[name] = toEnvironment(
      draft,
      environment,
      (flows.get(name) ?? []).map(({ flow }) => flow),
    );
  }
  const { name = "", owner = "", folder } = draft;
  return { name, owner, folder, environments };
}

function toEnvironment(
  draft: PlatformDraft,
  environment: EnvironmentDraft,
  flows: readonly Flow[],
): Environment {
  const { name, standsFor, account, region, lineage } = environment;
  const connections: Record<string, Connection> = Object.create(null);
  for (const declared of draft.connections) {
    const connection = toConnection(declared, environment, draft.folder);
    if (connection) connections[declared.name] = connection;
  }
  const platform = draft.name ?? "";
  return {
    name,
    standsFor,
    account,
    region,
    tags: { ...draft.tags.values, ...environment.tags.values },
    buckets: bucketNames({ platform, environment: standsFor, account, region }),
    connections,
    flows,
    zones: toZones(environment),
    lineage,
    deployment: region === "local" ? undefined : toDeployment(environment),
    access: accessIn(draft, name),
    warehouse: draft.warehouse && toWarehouse(draft.warehouse, name, draft.folder),
  };
}

function accessIn({ access }: PlatformDraft, environment: string): Access | undefined {
  const catalog = access?.catalogs.find((each) => each.environment === environment);
  return access && catalog && toAccess(access, catalog);
}

function toFlow(draft: FlowDraft, at: SourcePosition): Flow {
  const { source = "", profiles: _, upsertFields, ...same } = draft.settings;
  return {
    ...same,
    name: draft.flowName,
    direction: draft.direction,
    source,
    object: draft.name,
    profile: draft.profile,
    database: draft.database,
    table: draft.table,
    incremental: draft.direction === "in" && same.incremental,
    firstLoadCuts: draft.direction === "in" ? same.firstLoadCuts : [],
    upsertField: draft.direction === "out" ? upsertFields[0] : undefined,
    at,
  };
}
