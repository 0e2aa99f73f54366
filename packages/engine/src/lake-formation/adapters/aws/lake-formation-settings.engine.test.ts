import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  GetDataLakeSettingsCommand,
  LakeFormationClient,
  PutDataLakeSettingsCommand,
} from "@aws-sdk/client-lakeformation";
import { expect, test } from "vitest";
import { motoForTests } from "../../../../test/aws/moto-server.ts";
import { lakeSettingsStoreContract } from "../../../../test/contracts/lake-settings-store-contract.ts";
import { ownLakeSettings } from "../../use-cases/own-lake-settings.ts";
import { iamIdentities } from "./iam-identities.ts";
import { lakeFormationSettings } from "./lake-formation-settings.ts";

const moto = motoForTests();
const arn = (role: string) => `arn:aws:iam::123456789012:role/${role}`;

lakeSettingsStoreContract("Lake Formation", async (context) =>
  lakeFormationSettings(new LakeFormationClient((await moto(context)).client), {
    sleep: async () => {},
  }),
);

test("the defaults of a new account are cleared, the living administrators and every other setting stay", async (context) => {
  const server = await moto(context);
  const client = new LakeFormationClient(server.client);
  const iam = new IAMClient(server.client);
  for (const RoleName of ["theirs", "deployer"])
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: "{}" }));
  const { DataLakeSettings } = await client.send(new GetDataLakeSettingsCommand({}));
  expect(DataLakeSettings?.CreateDatabaseDefaultPermissions).toHaveLength(1);
  await client.send(
    new PutDataLakeSettingsCommand({
      DataLakeSettings: {
        ...DataLakeSettings,
        DataLakeAdmins: ["theirs", "gone"].map((role) => ({
          DataLakePrincipalIdentifier: arn(role),
        })),
        Parameters: { CROSS_ACCOUNT_VERSION: "4" },
        TrustedResourceOwners: ["210987654321"],
      },
    }),
  );
  const ports = {
    settings: lakeFormationSettings(client, { sleep: async () => {} }),
    identities: iamIdentities(iam),
  };
  expect(await ownLakeSettings(ports, [arn("deployer")])).toEqual({
    added: [arn("deployer")],
    pruned: [arn("gone")],
  });
  const after = await client.send(new GetDataLakeSettingsCommand({}));
  expect(after.DataLakeSettings).toMatchObject({
    DataLakeAdmins: [
      { DataLakePrincipalIdentifier: arn("theirs") },
      { DataLakePrincipalIdentifier: arn("deployer") },
    ],
    CreateDatabaseDefaultPermissions: [],
    CreateTableDefaultPermissions: [],
    Parameters: { CROSS_ACCOUNT_VERSION: "4" },
    TrustedResourceOwners: ["210987654321"],
  });
  client.destroy();
  iam.destroy();
});
