/** A range of codes, `LW` and four digits, for one part of the product. */
export interface CodeBand {
  readonly first: number;
  readonly last: number;
  readonly about: string;
  readonly registeredIn: string;
}

const config = "config/src/problem-codes.ts";
const engine = "engine: `errorCodes`";

/** Problems of the folder begin with 1 or 4, failures of a run with 2, limits of templates with 3. */
export const codeBands = {
  files: { first: 1001, last: 1099, about: "files and YAML", registeredIn: config },
  values: {
    first: 1101,
    last: 1199,
    about: "keys and values of any section",
    registeredIn: config,
  },
  platform: { first: 1201, last: 1299, about: "platform.yaml", registeredIn: config },
  connections: { first: 1301, last: 1399, about: "connections.yaml", registeredIn: config },
  appflow: { first: 1401, last: 1499, about: "appflow.yaml", registeredIn: config },
  names: { first: 1501, last: 1599, about: "derived names", registeredIn: config },
  quotas: { first: 1601, last: 1610, about: "quotas of an account", registeredIn: config },
  access: { first: 1611, last: 1699, about: "access.yaml", registeredIn: config },
  warehouse: { first: 1701, last: 1799, about: "warehouse.yaml", registeredIn: config },
  synthesis: { first: 1801, last: 1899, about: "templates as they are made", registeredIn: config },
  reserve: {
    first: 1901,
    last: 1999,
    about: "the next section whose band is full",
    registeredIn: config,
  },
  runs: { first: 2001, last: 2099, about: "flows, queries, access, ELT", registeredIn: engine },
  jobRuns: { first: 2101, last: 2199, about: "jobs", registeredIn: engine },
  modelRuns: { first: 2201, last: 2299, about: "model steps and write-back", registeredIn: engine },
  alertRuns: { first: 2301, last: 2399, about: "alerts", registeredIn: engine },
  networkRuns: { first: 2401, last: 2499, about: "network", registeredIn: engine },
  securityRuns: { first: 2501, last: 2599, about: "security", registeredIn: engine },
  computeRuns: { first: 2601, last: 2699, about: "compute", registeredIn: engine },
  deliveryRuns: { first: 2701, last: 2799, about: "plan and delivery", registeredIn: engine },
  limits: {
    first: 3101,
    last: 3199,
    about: "limits of CloudFormation and services",
    registeredIn: "infra/src/limits/limits.ts",
  },
  jobs: { first: 4101, last: 4199, about: "jobs.yaml", registeredIn: config },
  models: { first: 4201, last: 4299, about: "models.yaml", registeredIn: config },
  alerts: { first: 4301, last: 4399, about: "alerts.yaml", registeredIn: config },
  network: { first: 4401, last: 4499, about: "network.yaml", registeredIn: config },
  security: { first: 4501, last: 4599, about: "security.yaml", registeredIn: config },
  compute: { first: 4601, last: 4699, about: "compute.yaml", registeredIn: config },
  delivery: { first: 4701, last: 4799, about: "plan and delivery", registeredIn: config },
} as const satisfies Record<string, CodeBand>;
