import { GlueClient } from "@aws-sdk/client-glue";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { LakeFormationClient } from "@aws-sdk/client-lakeformation";
import { glueCatalog } from "../../src/catalog/adapters/glue/glue-catalog.ts";
import { lakeFormationGovernance } from "../../src/lake-formation/adapters/aws/lake-formation-governance.ts";
import { lakeFormationSettings } from "../../src/lake-formation/adapters/aws/lake-formation-settings.ts";
import type { MotoServer } from "../aws/moto-server.ts";

/** The adapters that look from outside at what a handler did, over one set of clients. */
export function lakeClients(client: MotoServer["client"], account: string) {
  const glue = new GlueClient(client);
  const lake = new LakeFormationClient(client);
  const iam = new IAMClient(client);
  const retry = { sleep: async () => {} };
  return {
    catalog: glueCatalog(glue),
    governance: lakeFormationGovernance(lake, account, retry),
    settings: lakeFormationSettings(lake, retry),
    createRole: (RoleName: string) =>
      iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: "{}" })),
    close: () => {
      for (const one of [glue, lake, iam]) one.destroy();
    },
  };
}
