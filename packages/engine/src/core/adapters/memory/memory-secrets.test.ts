import { expect, test } from "vitest";
import { secretsContract } from "../../../../test/contracts/secrets-contract.ts";
import { memorySecrets } from "./memory-secrets.ts";

secretsContract("Memory", async (values) => memorySecrets(values));

test("a value stands for a variable and for a secret of its name", async () => {
  const secrets = memorySecrets({ A: "1" });
  for (const from of ["secret", "env"] as const)
    expect(await secrets.resolve({ from, name: "A" })).toBe("1");
});
