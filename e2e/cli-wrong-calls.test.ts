import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { lakewright, temporaryFolder } from "./cli-lakewright.ts";

const home = temporaryFolder();
const platform = join(home, "shop");
const call = (...args: string[]) => lakewright(args, { cwd: platform });

beforeAll(() => lakewright(["init", "shop"], { cwd: home }));

test("a wrong command names the nearest one and ends with 2", async () => {
  const { status, stdout, stderr } = await call("validat");
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toBe('there is no command "validat"\n  hint: did you mean "validate"?\n');
});

test("--version prints a version and nothing else", async () => {
  expect(await call("--version")).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    stderr: "",
  });
});

test("outside of a platform folder a command says how to get one", async () => {
  const { status, stderr } = await lakewright(["status"], { cwd: home });
  expect([status, stderr]).toEqual([2, expect.stringContaining("lakewright init")]);
});

test("an unknown environment names those there are", async () => {
  const { status, stderr } = await call("status", "--env", "locl");
  expect([status, stderr]).toEqual([2, expect.stringContaining('did you mean "local"?')]);
});

test("an environment in AWS is not run on this machine by mistake", async () => {
  const { status, stderr } = await call("run", "--env", "dev");
  expect([status, stderr]).toEqual([
    2,
    expect.stringContaining('environment "dev" is in eu-west-1'),
  ]);
});

test("a flow that does not exist ends with 2, before any source is asked", async () => {
  const { status, stderr } = await call("run", "Acount");
  expect([status, stderr]).toEqual([2, expect.stringMatching(/^LW2012 {2}.*"Acount"/)]);
});

test("SQL that is no single SELECT ends with 2", async () => {
  const { status, stderr } = await call("query", "DROP TABLE x");
  expect([status, stderr]).toEqual([2, expect.stringMatching(/^LW2013 /)]);
});

test("a flow that fails ends with 1, with a code and what to do", async () => {
  const { status, stdout, stderr } = await call("run", "Account", "--json");
  expect(status).toBe(1);
  expect(stderr).toMatch(/LW2014 .*LAKEWRIGHT_CRM_URL/);
  expect(stderr).toContain("hint: set the environment variable");
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    failures: [{ code: "LW2014", hint: expect.any(String) }],
  });
});

test("every problem of a broken folder is listed with its line, and all commands end with 2", async () => {
  appendFileSync(join(platform, "appflow.yaml"), "        - nme: Task\n          pii: perhaps\n");
  const { status, stdout, stderr } = await call("validate");
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^appflow\.yaml:\d+:\d+ {2}LW1101 {2}unknown key "nme"/m);
  expect(stderr).toContain('did you mean "name"?');
  expect(stderr).toMatch(/^appflow\.yaml:\d+:\d+ {2}LW1103 /m);
  const asJson = JSON.parse((await call("validate", "--json")).stdout);
  const codes = (asJson.problems as { code: string }[]).map(({ code }) => code);
  expect([asJson.ok, codes]).toEqual([false, expect.arrayContaining(["LW1101", "LW1103"])]);
  expect((await call("run")).status).toBe(2);
});

test("YAML that cannot be parsed is a problem with a line, not a stack trace", async () => {
  writeFileSync(join(platform, "connections.yaml"), "connections:\n  crm: [\n");
  const { status, stderr } = await call("validate");
  expect([status, stderr]).toEqual([
    2,
    expect.stringMatching(/^connections\.yaml:\d+:\d+ {2}LW1006/m),
  ]);
  expect(stderr).not.toContain("    at ");
});
