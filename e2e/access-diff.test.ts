import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { lakewright, temporaryFolder } from "./cli-lakewright.ts";

const home = temporaryFolder();
const platform = join(home, "shop");
const accessFile = join(platform, "access.yaml");
const call = (...args: string[]) => lakewright(["access", "diff", ...args], { cwd: platform });

function git(...args: string[]): string {
  const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
  return execFileSync("git", [...identity, ...args], { cwd: home, encoding: "utf8" });
}

function commit(): void {
  git("add", "-A");
  git("commit", "-q", "--allow-empty", "-m", "change");
}

const approval =
  "    - { finding: widened_access, on: seller crm.contact, owner: steward, reason: agreed, expires: 2999-01-01 }";

function write(columns: string, ...exceptions: string[]): void {
  const list = exceptions.length > 0 ? `  exceptions:\n${exceptions.join("\n")}\n` : "";
  writeFileSync(
    accessFile,
    `access:
  roles:
    seller: { kind: persona, description: sells, iam_role: seller }
  grants:
    - { to: seller, select: crm.contact, columns: [${columns}], reason: sells }
    - { to: nobody, on: crm.account, reason: nobody needs it yet }
${list}`,
  );
}

beforeEach(async () => {
  rmSync(join(home, ".git"), { recursive: true, force: true });
  rmSync(platform, { recursive: true, force: true });
  await lakewright(["init", "shop"], { cwd: home });
  git("init", "-q", "-b", "main");
  write("id");
  commit();
});

test("nothing changed: exit 0, before anything is loaded", async () => {
  const { status, stdout, stderr } = await call("--base", "main");
  expect([status, stdout.trim()]).toEqual([0, "nothing changes"]);
  expect(stderr).toContain("not loaded yet");
});

test("a column of personal data that opens is shown with a row, and fails until the base approves it", async () => {
  write("id, email", approval);
  const unapproved = await call("--base", "main");
  expect(unapproved.status).toBe(1);
  expect(unapproved.stdout).toMatch(/crm\.contact +widened +none +full +email +\+ any row/);
  expect(unapproved.stderr).toContain("its approval comes with this change and does not count");
  write("id", approval);
  commit();
  write("id, email", approval);
  const approved = await call("--base", "main");
  expect([approved.status, approved.stderr]).toEqual([
    0,
    expect.stringContaining("approved by steward until 2999-01-01"),
  ]);
});

test("an approval that has expired since does not count", async () => {
  write("id", approval.replace("2999", "2020"));
  git("add", "-A");
  const then = { ...process.env, GIT_COMMITTER_DATE: "2019-06-01T00:00:00Z" };
  const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
  execFileSync("git", [...identity, "commit", "-qm", "approve"], { cwd: home, env: then });
  write("id, email");
  const { status, stderr } = await call("--base", "main");
  expect([status, stderr]).toEqual([1, expect.stringContaining("its approval has expired")]);
});

test("less access is shown and passes, for programs too", async () => {
  write("id, email");
  commit();
  write("id");
  const { status, stdout } = await call("--base", "main", "--json");
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: true,
    changes: [{ role: "seller", column: "email", change: "narrowed", lost: { shows: "value" } }],
    widenings: [],
  });
});

test("the tag that a flow loses guards in the base", async () => {
  const file = join(platform, "appflow.yaml");
  const flows = readFileSync(file, "utf8");
  expect(flows).toContain("pii: 1");
  writeFileSync(file, flows.replaceAll("pii: 1", "pii: 0"));
  write("id, email");
  expect((await call("--base", "main")).status).toBe(1);
});

test("sharing personal data with another account fails until the base approves it", async () => {
  const domains =
    '  domains: { crm: { owner: jo, databases: crm, shared_with: ["123456789012"] } }\n';
  writeFileSync(accessFile, readFileSync(accessFile, "utf8") + domains);
  const { status, stdout, stderr } = await call("--base", "main");
  expect(status).toBe(1);
  expect(stdout).toMatch(/account 123456789012\n +crm\.account +shared +by the domain crm/);
  expect(stderr).toContain("on: 123456789012 crm.contact");
});

test("the right to grant personal data on fails until the base approves it", async () => {
  const rules = readFileSync(accessFile, "utf8");
  writeFileSync(accessFile, rules.replace("columns: [id]", "columns: [id], grantable: [select]"));
  const { status, stdout, stderr } = await call("--base", "main");
  expect(status).toBe(1);
  expect(stdout).toMatch(/crm\.contact +permissions +\+ may grant select/);
  expect(stderr).toContain("on: seller crm.contact");
});

test("every environment can be asked about", async () => {
  write("id, email");
  const { status, stderr } = await call("--base", "main", "--env", "dev");
  expect(status).toBe(1);
  expect(stderr).toContain("the rules of dev");
});

test("a folder that was not there at the base counts as new", async () => {
  git("checkout", "-q", "--orphan", "empty");
  git("rm", "-rq", "--cached", ".");
  git("commit", "-q", "--allow-empty", "-m", "empty");
  const { status, stderr } = await call("--base", "empty");
  expect(status).toBe(1);
  expect(stderr).toContain("empty has no access rules here");
});

test.each([
  ["--output=/tmp/x", /there is no revision "--output=\/tmp\/x"/],
  ["nowhere", /there is no revision "nowhere".*\n.*origin\/main/],
  ["HEAD:shop", /there is no revision/],
  ["main; touch x", /there is no revision/],
])("--base %s is refused", async (revision, message) => {
  const { status, stderr } = await call(`--base=${revision}`);
  expect(status).toBe(2);
  expect(stderr).toMatch(message);
});

test("a base that is not valid is told with its places", async () => {
  writeFileSync(accessFile, "access: { rolls: {} }\n");
  commit();
  write("id");
  const { status, stderr } = await call("--base", "main");
  expect(status).toBe(2);
  expect(stderr).toMatch(/^main:access\.yaml:1:11 {2}LW1101/m);
});

test("links of the base are not followed, and no hook of the repository runs", async () => {
  const secret = join(home, "secret.yaml");
  writeFileSync(secret, "access: { roles: {} }\n");
  rmSync(accessFile);
  symlinkSync(secret, accessFile);
  mkdirSync(join(home, ".git", "hooks"), { recursive: true });
  const hook = join(home, "ran");
  git("config", "core.fsmonitor", `touch ${hook}`);
  git("add", "-A", "shop");
  git("-c", "core.fsmonitor=false", "commit", "-qm", "link");
  rmSync(hook, { force: true });
  rmSync(accessFile);
  write("id");
  const { stderr } = await call("--base", "main");
  expect(stderr).toContain("main has no access rules here");
  expect(() => readFileSync(hook)).toThrow();
});

test("outside a repository, and without a base, it says what is missing", async () => {
  rmSync(join(home, ".git"), { recursive: true });
  expect((await call("--base", "main")).stderr).toContain("is not in a git repository");
  expect((await call()).stderr).toContain("--base origin/main");
});
