import type { Environment, Flow } from "@lakewright/config";

/** A flow as the configuration would hold it; tests name only what matters to them. */
export function anyFlow(parts: Partial<Flow> = {}): Flow {
  return {
    name: "gtm-dev-crm-Account",
    direction: "in",
    source: "salesforce",
    destination: "s3",
    object: "Account",
    profile: "crm",
    database: "crm",
    table: "account",
    prefix: "",
    incremental: true,
    incrementalField: "SystemModstamp",
    firstLoad: "full",
    overlapSeconds: 0,
    refresh: undefined,
    includeDeleted: true,
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

/** An environment that holds these flows over one connection. */
export function anyEnvironment(flows: readonly Flow[]): Environment {
  const bucket = (zone: string) => `gtm-dev-${zone}-000000000000-local`;
  const kept = { archiveAfterDays: undefined, expireAfterDays: undefined };
  return {
    name: "local",
    standsFor: "dev",
    account: "000000000000",
    region: "local",
    tags: {},
    buckets: {
      raw: bucket("raw"),
      curated: bucket("curated"),
      outbound: bucket("outbound"),
      quarantine: bucket("quarantine"),
    },
    connections: {},
    flows,
    zones: { raw: kept, curated: kept, outbound: kept, quarantine: kept },
    lineage: undefined,
    deployment: undefined,
    access: undefined,
    warehouse: undefined,
  };
}
