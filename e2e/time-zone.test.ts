import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { lakewright, startSandbox, temporaryFolder } from "./cli-lakewright.ts";
import { readerPolicy } from "./support/reader-policy.ts";

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
  writeFileSync(join(platform, "access.yaml"), readerPolicy("id", "systemmodstamp"));
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

test.each([
  ["on its own", []],
  ["as a role", ["--as", "reader"]],
])("--timezone changes what is shown and what functions count in together, %s", async (_, as) => {
  const sql = `WITH t AS (SELECT id, TIMESTAMPTZ '2020-01-06 05:00:00+00' AS moment FROM crm_current.account ORDER BY id DESC LIMIT 2)
    SELECT moment, moment::DATE AS day, date_trunc('day', moment) AS started, extract(hour FROM moment) AS hour,
      [moment] AS list, {'at': moment, 'n': 1} AS pair, MAP {'a': moment} AS keyed, moment::VARCHAR AS text,
      TIMESTAMPTZ '2020-07-06 05:00:00+00' AS summer, id FROM t ORDER BY id DESC; -- the end; of it`;
  const zoned = ["--timezone", "america/los_angeles", ...as, "--format"];
  const { status, stdout } = await call("Asia/Kolkata", "query", sql, ...zoned, "json");
  const shown = "2020-01-05 21:00:00-08";
  const rows = JSON.parse(stdout);
  expect([status, rows.length]).toEqual([0, 2]);
  expect(rows[0].id > rows[1].id).toBe(true);
  expect(rows[0]).toMatchObject({
    ...{ moment: shown, day: "2020-01-05", started: "2020-01-05 00:00:00-08", hour: 21 },
    ...{ list: [shown], pair: { at: shown, n: 1 }, text: shown },
    ...{ keyed: [{ key: "a", value: shown }], summer: "2020-07-05 22:00:00-07" },
  });
  for (const format of ["csv", "table"])
    expect((await call("UTC", "query", sql, ...zoned, format)).stdout).toContain(shown);
});

test("a zone that does not exist is refused with the one that was meant", async () => {
  const refused = await call("UTC", "query", "SELECT 1", "--timezone", "America/Los_Angelos");
  expect(refused.status).toBe(2);
  expect(refused.stderr).toMatch(/no time zone "America\/Los_Angelos"\n.*"America\/Los_Angeles"/);
});
