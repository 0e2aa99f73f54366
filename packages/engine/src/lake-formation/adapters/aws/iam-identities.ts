import { GetRoleCommand, type IAMClient } from "@aws-sdk/client-iam";
import { unless } from "../../../core/adapters/aws/retry.ts";
import type { Identities } from "../../ports/lake-settings.ts";

/** IAM of the account. A role made again under the same name counts as the same: Lake Formation names it so too. */
export function iamIdentities(client: IAMClient): Identities {
  return {
    roleExists: async (arn) => {
      const RoleName = arn.slice(arn.lastIndexOf("/") + 1);
      const found = await unless("NoSuchEntityException", () =>
        client.send(new GetRoleCommand({ RoleName })),
      );
      return found?.Role !== undefined;
    },
  };
}
