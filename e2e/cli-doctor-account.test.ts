import { join } from "node:path";
import { expect, test } from "vitest";
import { lakewright, temporaryFolder } from "./cli-lakewright.ts";

const platform = join(import.meta.dirname, "../examples/gtm");
const nobody = temporaryFolder();

/** Doctor of an account, with these variables and none of whoever runs the tests. */
async function examine(env: Record<string, string>) {
  const none = { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "", AWS_PROFILE: "", HOME: nobody };
  const args = ["doctor", "--env", "dev", "--platform", platform, "--json"];
  const { status, stdout, stderr } = await lakewright(args, {
    cwd: nobody,
    env: { ...none, ...env },
  });
  const { findings } = JSON.parse(stdout) as { findings: Record<string, string>[] };
  return { status, findings, stderr };
}

test("without credentials doctor lists what the account must have and the commands that tell, and passes", async () => {
  const { status, findings, stderr } = await examine({});
  expect([status, stderr]).toEqual([0, ""]);
  const account = findings.filter(({ says }) => says?.startsWith("not checked: no credentials"));
  expect(account.map(({ what }) => what)).toEqual([
    "credentials",
    "bootstrap",
    "lake admin",
    "profile",
    "profile",
    "flow quota",
  ]);
  for (const { todo } of account) expect(todo).toContain("by hand: aws ");
});

test("a network that does not answer is a finding and no stack trace, and fails", async () => {
  const { status, findings, stderr } = await examine({
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_ENDPOINT_URL: "http://127.0.0.1:1",
  });
  expect([status, stderr]).toEqual([1, ""]);
  expect(findings.find(({ state }) => state === "fail")).toMatchObject({
    what: "credentials",
    says: expect.stringContaining("AWS could not be reached"),
  });
});
