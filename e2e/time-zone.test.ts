import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { lakewright, startSandbox, temporaryFolder } from "./cli-lakewright.ts";

const home = temporaryFolder();
const platform = join(home, "shop");
const sandbox = await startSandbox("--accounts", "20");
const zones = ["UTC", "America/Los_Angeles", "Asia/Kolkata"];
const statement = `SELECT TIMESTAMPTZ '2020-01-06 05:00:00+00' AS moment, moment::DATE AS day, moment::VARCHAR AS text,
  [moment] AS list, max(systemmodstamp) AS newest, max(systemmodstamp)::VARCHAR AS newest_text FROM crm_current.account`;

const call = (zone: string, ...args: string[]) =>
  lakewright(args, { cwd: platform, env: { ...sandbox.env, TZ: zone } });

beforeAll(async () => {
  await lakewright(["init", "shop"], { cwd: home });
  const access = `access:
  roles:
    reader: { kind: persona, description: Reads, iam_role: shop-reader }
    steward: { kind: steward, description: Decides }
  grants:
    - { to: reader, select: crm.account, columns: [id, systemmodstamp], reason: test }
    - { to: steward, select: crm.*, reason: test }
    - { to: nobody, on: crm.contact, reason: test }
`;
  writeFileSync(join(platform, "access.yaml"), access);
  expect(await call("Pacific/Auckland", "run")).toMatchObject({ status: 0 });
});

test.each([
  ["on its own", []],
  ["as a role", ["--as", "reader"]],
])("a moment is the same on every machine, queried %s", async (_, as) => {
  for (const format of ["table", "json"]) {
    const answers = [];
    for (const zone of zones)
      answers.push(await call(zone, "query", statement, ...as, "--format", format));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.stdout).toContain("2020-01-06 05:00:00+00");
    expect(answers[0]?.status).toBe(0);
  }
});
