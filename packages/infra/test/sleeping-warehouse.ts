import type { RedshiftProvisioned, Warehouse } from "@lakewright/config";

/** The warehouse with a cluster that sleeps at night. */
export function sleepingWarehouse(warehouse: Warehouse): Warehouse {
  const redshift: RedshiftProvisioned = {
    kind: "provisioned",
    database: warehouse.redshift.database,
    usageLimits: [],
    network: warehouse.redshift.network,
    nodeType: "ra3.xlplus",
    nodes: 2,
    pause: { pauseAt: "cron(0 20 * * ? *)", resumeAt: "cron(0 4 * * ? *)" },
    queues: [],
    at: warehouse.redshift.at,
  };
  return { ...warehouse, redshift };
}
