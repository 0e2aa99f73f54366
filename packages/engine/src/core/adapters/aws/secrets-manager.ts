import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { PlatformError } from "../../domain/platform-error.ts";
import type { Secrets } from "../../ports/secrets.ts";
import { unless } from "./retry.ts";

/** Texts of Secrets Manager, by name or ARN. Environment variables are no secrets of a function. */
export function secretsManager(client: SecretsManagerClient): Secrets {
  return {
    resolve: async ({ from, name }) => {
      const found =
        from === "secret"
          ? await unless("ResourceNotFoundException", () =>
              client.send(new GetSecretValueCommand({ SecretId: name })),
            )
          : undefined;
      if (found?.SecretString) return found.SecretString;
      throw new PlatformError(
        "secret_missing",
        `\${${from}:${name}} has no text in Secrets Manager`,
        "make the secret, or deploy the stack that makes it",
      );
    },
  };
}
