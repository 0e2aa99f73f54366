import { expect, test } from "vitest";
import { memorySecrets } from "./memory-secrets.ts";

test("secrets in memory fail as the real ones do", async () => {
  const secrets = memorySecrets({ A: "1" });
  expect(await secrets.resolve({ from: "secret", name: "A" })).toBe("1");
  await expect(secrets.resolve({ from: "env", name: "B" })).rejects.toMatchObject({
    code: "secret_missing",
    message: `\${env:B} has no value`,
  });
});
