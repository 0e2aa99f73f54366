import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { platformFolder } from "./platform-folder.mjs";

/** A platform of accounts with a vault of one hub and two satellites, as the GTM example has them. */
export async function vaultPlatform(parent) {
  const folder = await platformFolder(parent, ["Account"], { api: "bulk" });
  await writeFile(join(folder, "warehouse.yaml"), warehouse);
  return folder;
}

const warehouse = `warehouse:
  projects: { bench: { owner: bench } }
  vault:
    hubs:
      account: { sources: [{ table: crm.account, key: id }] }
    satellites:
      account_crm:
        hub: account
        columns: [name, type, industry, billingcountry, billingcity, rating, ownership]
      account_size: { hub: account, columns: [annualrevenue, numberofemployees, target_score__c] }
`;
