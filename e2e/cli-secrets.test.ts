import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lakewright, startSandbox, temporaryFolder } from "./cli-lakewright.ts";

const home = temporaryFolder();
const platform = join(home, "shop");
const settings = join(home, "settings");
const file = join(settings, "lakewright", "shop.env");
const sandbox = await startSandbox("--accounts", "50");
const { LAKEWRIGHT_CRM_URL = "", LAKEWRIGHT_CRM_CLIENT_ID = "" } = sandbox.env;
const { LAKEWRIGHT_CRM_CLIENT_SECRET: value = "" } = sandbox.env;
const env = { XDG_CONFIG_HOME: settings };
const call = (...args: string[]) => lakewright(args, { cwd: platform, env });

const connections = `connections:
  crm:
    kind: salesforce
    instance_url: ${LAKEWRIGHT_CRM_URL}
    auth:
      grant: client_credentials
      client_id: ${LAKEWRIGHT_CRM_CLIENT_ID}
      client_secret: \${secret:crm/client-secret}
`;

test("init makes one secrets file outside of the folder, for its owner alone, and never overwrites it", async () => {
  expect(await lakewright(["init", "shop"], { cwd: home, env })).toMatchObject({
    status: 0,
    stderr: expect.stringContaining(file),
  });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, "utf8")).toMatch(/^LAKEWRIGHT_SECRET_CRM_CLIENT_SECRET=$/m);
  writeFileSync(file, `LAKEWRIGHT_SECRET_CRM_CLIENT_SECRET=${value}\n`);
  rmSync(platform, { recursive: true });
  const again = await lakewright(["init", "shop"], { cwd: home, env });
  expect(again).toMatchObject({ status: 0, stderr: expect.stringContaining("kept as it was") });
  expect(readFileSync(file, "utf8")).toContain(value);
});

test("init refuses a secrets file in the platform folder", async () => {
  const inside = join(home, "other", "secrets.env");
  const { status, stderr } = await lakewright(["init", "other", "--secrets", inside], {
    cwd: home,
    env,
  });
  expect([status, stderr]).toEqual([2, expect.stringContaining("in the platform folder")]);
  expect(existsSync(join(home, "other"))).toBe(false);
});

test("run and doctor read the file, and nothing that they write or say holds the secret", async () => {
  writeFileSync(join(platform, "connections.yaml"), connections);
  const said = [await call("doctor"), await call("run"), await call("status", "--json")];
  expect(said.map(({ status }) => status)).toEqual([0, 0, 0]);
  expect(said[0]?.stdout).toContain(`${file}: 1 secret needed, all there`);
  expect(JSON.stringify(said)).not.toContain(value);
  const state = join(platform, ".lakewright");
  const files = readdirSync(state, { recursive: true, withFileTypes: true });
  const holding = files
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(value));
  expect([files.length > 5, holding]).toEqual([true, []]);
});

test("doctor names the file and each secret that is missing; --secrets and LAKEWRIGHT_SECRETS name another file", async () => {
  const none = join(home, "none.env");
  writeFileSync(none, "", { mode: 0o600 });
  const named = await call("doctor", "--secrets", none);
  const todo = "write LAKEWRIGHT_SECRET_CRM_CLIENT_SECRET=… in that file";
  expect(named.status).toBe(1);
  expect(named.stdout).toContain(`${none}: 1 secret missing: crm/client-secret`);
  expect(named.stdout).toContain(todo);
  const options = { cwd: platform, env: { ...env, LAKEWRIGHT_SECRETS: none } };
  expect((await lakewright(["doctor"], options)).stdout).toContain(`${none}: 1 secret missing`);
  expect(await lakewright(["doctor", "--secrets", file], options)).toMatchObject({ status: 0 });
});

test("a secrets file that others may read is refused with the command to type", async () => {
  chmodSync(file, 0o644);
  for (const args of [["run", "Account", "--full"], ["doctor"]]) {
    const { status, stdout, stderr } = await call(...args);
    expect([status, stdout + stderr]).toEqual([1, expect.stringContaining(`chmod 600 "${file}"`)]);
  }
});
