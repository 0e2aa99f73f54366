import type { Deployment, Environment, Flow } from "@lakewright/config";
import type { DeployedPlatform } from "../src/shared/deployed-platform.ts";

/** A flow as the configuration would hold it; tests name only what matters to them. */
export function anyFlow(parts: Partial<Flow> = {}): Flow {
  const { object = "Account", profile = "crm", direction = "in" } = parts;
  const out = direction === "out";
  return {
    name: `gtm-dev-${profile}-${object}${out ? "-out" : ""}`,
    direction,
    source: out ? "s3" : "salesforce",
    destination: out ? "salesforce" : "s3",
    object,
    profile,
    database: profile,
    table: object.toLowerCase(),
    prefix: "",
    incremental: !out,
    incrementalField: "SystemModstamp",
    firstLoad: "full",
    overlapSeconds: 0,
    refresh: undefined,
    includeDeleted: false,
    excludeFields: [],
    clearFields: [],
    api: "auto",
    fields: undefined,
    firstLoadCuts: [],
    status: "active",
    schedule: { kind: "rate", value: 1, unit: "days", expression: "rate(1days)" },
    partitionColumn: "load_date",
    upsertField: undefined,
    sensitivity: "none",
    description: "",
    at: { file: "/platform/appflow.yaml", line: 12, column: 9 },
    ...parts,
  };
}

export const buckets: Environment["buckets"] = {
  raw: "gtm-dev-raw-111111111111-eu-west-1",
  curated: "gtm-dev-curated-111111111111-eu-west-1",
  outbound: "gtm-dev-outbound-111111111111-eu-west-1",
  quarantine: "gtm-dev-quarantine-111111111111-eu-west-1",
};

/** A platform with these flows, deployed to one account. */
export function anyDeployed(
  flows: readonly Flow[] = [],
  parts: { readonly deployment?: Partial<Deployment>; readonly folder?: string } = {},
): DeployedPlatform {
  const kept = { archiveAfterDays: undefined, expireAfterDays: undefined };
  const folder = parts.folder ?? "/platform";
  const deployment: Deployment = {
    qualifier: "hnb659fds",
    permissionsBoundary: undefined,
    key: undefined,
    loggingBucket: undefined,
    locationRole: undefined,
    vpc: undefined,
    lakeAdministrators: [],
    alarmTopic: undefined,
    logRetentionDays: 365,
    pinnedFlows: {},
    overrides: [],
    acknowledgements: [],
    at: { file: `${folder}/platform.yaml`, line: 1, column: 1 },
    ...parts.deployment,
  };
  const environment: Environment = {
    name: "dev",
    standsFor: "dev",
    account: "111111111111",
    region: "eu-west-1",
    tags: { stage: "dev" },
    buckets,
    connections: {},
    flows,
    zones: { raw: kept, curated: kept, outbound: kept, quarantine: kept },
    lineage: undefined,
    deployment,
    access: undefined,
    warehouse: undefined,
  };
  return {
    platform: { name: "gtm", owner: "team", folder, environments: { dev: environment } },
    environment,
    deployment,
    handlers: `${folder}/handlers`,
  };
}
