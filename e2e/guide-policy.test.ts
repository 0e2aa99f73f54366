import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lakewright, startSandbox, temporaryFolder } from "./cli-lakewright.ts";

const file = new URL("../docs/guides/write-and-test-a-policy.md", import.meta.url);
const guide = readFileSync(file, "utf8");
const blocks = (language: string) =>
  [...guide.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, "g"))].map(
    ([, text = ""]) => text,
  );

/** The words of a line of a shell, without its comment. */
function words(line: string): string[] {
  const found = line.replace(/ +# .*$/, "").matchAll(/"([^"]*)"|\S+/g);
  return [...found].map(([word, quoted]) => quoted ?? word);
}

const home = temporaryFolder();
const platform = join(home, "shop");
const sandbox = await startSandbox("--accounts", "300");
const call = (...args: string[]) => lakewright(args, { cwd: platform, env: sandbox.env });

test("the guide to a policy holds, command by command", async () => {
  await lakewright(["init", "shop"], { cwd: home });
  const [policy = ""] = blocks("yaml");
  writeFileSync(join(platform, "access.yaml"), policy);
  expect(await call("run")).toMatchObject({ status: 0 });
  const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
  const git = (...args: string[]) => execFileSync("git", [...identity, ...args], { cwd: platform });
  git("init", "-q", "-b", "main");
  git("add", "access.yaml", "appflow.yaml", "connections.yaml", "platform.yaml");
  git("commit", "-qm", "policy");
  git("update-ref", "refs/remotes/origin/main", "HEAD");

  const lines = blocks("sh")
    .join("")
    .split("\n")
    .filter((line) => line !== "");
  const said = new Map<string, string>();
  for (const line of lines) {
    const [npx, command, ...args] = words(line);
    expect([npx, command]).toEqual(["npx", "lakewright"]);
    const { status, stdout, stderr } = await call(...args);
    expect([line, status, status === 0 ? "" : stderr]).toEqual([line, 0, ""]);
    said.set(args.slice(0, 2).join(" "), stdout);
  }
  expect(lines.length).toBeGreaterThan(7);
  expect(said.get("access explain")).toMatch(/filtered where billingcountry = 'Germany': id, name/);
  expect(said.get("access test")).toContain("ok      a German country manager sees German");
  expect(said.get("query --as")).toMatch(/^Germany +\d+$/m);
  expect(said.get("query --as")).not.toMatch(/France/);
  expect(said.get("access diff")).toBe("nothing changes\n");
});

test("the guide's approval is one", async () => {
  const [policy = "", approval = ""] = blocks("yaml");
  const contact =
    "    - { to: country_manager_de, select: crm.contact, columns: [id, email], reason: invites }";
  const opened = policy.replace(/.*to: nobody.*/, contact);
  const accessFile = join(platform, "access.yaml");
  writeFileSync(accessFile, opened);
  const diff = () => call("access", "diff", "--base", "HEAD");
  expect(await diff()).toMatchObject({ status: 1 });
  const exceptions = approval.slice(approval.indexOf("  exceptions:"));
  writeFileSync(accessFile, policy + exceptions);
  const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
  execFileSync("git", [...identity, "commit", "-qam", "approve"], { cwd: platform });
  writeFileSync(accessFile, opened + exceptions);
  expect(await diff()).toMatchObject({
    status: 0,
    stderr: expect.stringContaining("data-steward"),
  });
});
