import { PlatformError } from "../../domain/platform-error.ts";
import type { Secrets } from "../../ports/secrets.ts";

/** Values by name, whether a reference says `env` or `secret`. */
export function memorySecrets(values: Readonly<Record<string, string>>): Secrets {
  return {
    resolve: async ({ from, name }) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      if (value) return value;
      throw new PlatformError(
        "secret_missing",
        `\${${from}:${name}} has no value`,
        `give "${name}" a value`,
      );
    },
  };
}
