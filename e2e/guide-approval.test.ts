import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lakewright, startSandbox, temporaryFolder } from "./cli-lakewright.ts";
import { stepsOfGuide } from "./support/guide.ts";

const home = temporaryFolder();
const platform = join(home, "shop");
const accessFile = join(platform, "access.yaml");
const sandbox = await startSandbox("--accounts", "300");
const call = (...args: string[]) => lakewright(args, { cwd: platform, env: sandbox.env });

test("the approval in the guide to a policy is one, once it is merged", async () => {
  const [policy = "", approval = ""] = stepsOfGuide("write-and-test-a-policy.md").flatMap((step) =>
    step.do === "write" && step.file === "access.yaml" ? step.text : [],
  );
  const exceptions = approval.slice(approval.indexOf("  exceptions:"));
  const contact =
    "    - { to: country_manager_de, select: crm.contact, columns: [id, email], reason: invites }";
  const opened = policy.replace(/.*to: nobody.*/, contact);
  await lakewright(["init", "shop"], { cwd: home });
  writeFileSync(accessFile, policy);
  expect(await call("run")).toMatchObject({ status: 0 });
  const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
  const git = (...args: string[]) => execFileSync("git", [...identity, ...args], { cwd: platform });
  git("init", "-q", "-b", "main");
  git("add", ".");
  git("commit", "-qm", "policy");

  writeFileSync(accessFile, opened);
  expect(await call("access", "diff", "--base", "HEAD")).toMatchObject({ status: 1 });
  writeFileSync(accessFile, policy + exceptions);
  git("commit", "-qam", "approve");
  writeFileSync(accessFile, opened + exceptions);
  expect(await call("access", "diff", "--base", "HEAD")).toMatchObject({
    status: 0,
    stderr: expect.stringContaining("data-steward"),
  });
});
