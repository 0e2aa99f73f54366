import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { expect, type TestContext, test } from "vitest";
import { motoForTests } from "../../../../test/aws/moto-server.ts";
import { secretsContract } from "../../../../test/contracts/secrets-contract.ts";
import { secretsManager } from "./secrets-manager.ts";

const moto = motoForTests();

async function holding(values: Readonly<Record<string, string>>, context: TestContext) {
  const client = new SecretsManagerClient((await moto(context)).client);
  for (const [Name, SecretString] of Object.entries(values))
    await client.send(new CreateSecretCommand({ Name, SecretString }));
  return secretsManager(client);
}

secretsContract("Secrets Manager", holding);

test("an environment variable is no secret, even if a secret has its name", async (context) => {
  const secrets = await holding({ "gtm-dev-key": "k3y" }, context);
  await expect(secrets.resolve({ from: "env", name: "gtm-dev-key" })).rejects.toMatchObject({
    code: "secret_missing",
  });
});
