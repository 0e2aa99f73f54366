import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { expect, test } from "vitest";
import { motoForTests } from "../../../../test/aws/moto-server.ts";
import { secretsManager } from "./secrets-manager.ts";

const moto = motoForTests();

test("a secret's text is found by name, and one that is missing is named without any value", async (context) => {
  const client = new SecretsManagerClient((await moto(context)).client);
  await client.send(new CreateSecretCommand({ Name: "gtm-dev-key", SecretString: "k3y" }));
  const secrets = secretsManager(client);
  expect(await secrets.resolve({ from: "secret", name: "gtm-dev-key" })).toBe("k3y");
  for (const from of ["secret", "env"] as const)
    await expect(secrets.resolve({ from, name: "other" })).rejects.toMatchObject({
      code: "secret_missing",
      message: expect.stringContaining(`\${${from}:other}`),
    });
});
