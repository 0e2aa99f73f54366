import type { Environment } from "@lakewright/config";
import { deployedExample } from "./deployed-example.ts";

/** Parts of the example's environment whose warehouse has a load balancer and hashes a column of its own. */
export async function governedWarehouse(): Promise<Pick<Environment, "access" | "warehouse">> {
  const { access, warehouse } = (await deployedExample()).environment;
  if (!access || !warehouse) throw new Error("the example has no access.yaml or warehouse.yaml");
  const { redshift } = warehouse;
  const network = { ...redshift.network, loadBalancer: true };
  const mask = {
    ...{ database: "raw_dv", table: "hub_contact", column: "contact_bk" },
    ...{ roles: ["analyst"], as: { kind: "hash" } as const, at: warehouse.at },
  };
  return {
    access: { ...access, masks: [...access.masks, mask] },
    warehouse: { ...warehouse, redshift: { ...redshift, network } },
  };
}
