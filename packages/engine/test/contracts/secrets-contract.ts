import type { Reference } from "@lakewright/config";
import { describe, expect, type TestContext, test } from "vitest";
import type { Secrets } from "../../src/core/ports/secrets.ts";

const secret = (name: string): Reference => ({ from: "secret", name });

/** Contract of every secret store. `make` gives one that holds these values by name, or skips the test. */
export function secretsContract(
  name: string,
  make: (values: Readonly<Record<string, string>>, context: TestContext) => Promise<Secrets>,
): void {
  describe(`${name} as a secret store`, () => {
    test("gives each secret's value unchanged", async (context) => {
      const values = { token: ' s3cret="x" # y ', pem: "-----BEGIN-----\nabc=\n-----END-----\n" };
      const secrets = await make(values, context);
      for (const [key, value] of Object.entries(values))
        expect(await secrets.resolve(secret(key))).toBe(value);
    });
    test.for<Reference>([secret("other"), secret("toString"), { from: "env", name: "other" }])(
      "names what is missing and tells no value: $from $name",
      async (reference, context) => {
        const secrets = await make({ token: "hidden-value" }, context);
        const failure = await secrets.resolve(reference).catch((error: unknown) => error);
        expect(failure).toMatchObject({
          code: "secret_missing",
          message: expect.stringContaining(`\${${reference.from}:${reference.name}}`),
          hint: expect.stringMatching(/./),
        });
        expect(JSON.stringify(failure) + String(failure)).not.toContain("hidden-value");
      },
    );
  });
}
