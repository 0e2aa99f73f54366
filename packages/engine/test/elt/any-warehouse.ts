import type { Warehouse } from "@lakewright/config";

const at = { file: "/platform/warehouse.yaml", line: 1, column: 1 };
const source = { database: "crm", table: "account" };

/** A warehouse of one hub with one satellite, and a mart of one table. */
export function anyWarehouse(): Warehouse {
  return {
    redshift: {
      kind: "serverless",
      database: "gtm",
      baseCapacity: 8,
      maxCapacity: undefined,
      usageLimits: [],
      network: {
        subnets: undefined,
        clientCidrs: [],
        clientSecurityGroups: [],
        loadBalancer: true,
      },
      at,
    },
    externalSchemas: [],
    projects: [
      {
        name: "gtm",
        owner: "gtm-data",
        role: undefined,
        schemas: ["stg_gtm", "raw_dv", "business_dv", "mart_out"],
        stagingSchema: "stg_gtm",
        tables: [source],
        trigger: { kind: "arrival" },
        deadline: undefined,
        freshness: { warnAfterHours: 36, errorAfterHours: 72, onStale: "warn" },
        modelsFolder: "/platform/elt/gtm",
        at,
      },
    ],
    vault: {
      project: "gtm",
      rawSchema: "raw_dv",
      businessSchema: "business_dv",
      hubs: [{ name: "account", sources: [{ ...source, key: ["id"] }], at }],
      links: [],
      satellites: [
        {
          name: "account_crm",
          parent: { kind: "hub", name: "account" },
          source,
          key: ["id"],
          columns: ["name", "score__c"],
          at,
        },
      ],
      pointInTimes: [{ name: "account", hub: "account", satellites: ["account_crm"], at }],
      bridges: [],
      at,
    },
    marts: [
      {
        name: "out",
        project: "gtm",
        schema: "mart_out",
        owner: "gtm-data",
        tables: [
          {
            name: "totals",
            description: "How many",
            key: [],
            columns: [{ name: "n", type: "bigint", description: "" }],
            leastRows: 1,
            publish: false,
            at,
          },
        ],
        at,
      },
    ],
    at,
  };
}
