import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lakewright, startSandbox, temporaryFolder } from "./cli-lakewright.ts";

/** More than the address of a REST request carries. */
const names = Array.from({ length: 500 }, (_, at) => `Clinical_Reference_Attribute_Value_${at}`);
const home = temporaryFolder();
const data = join(home, "data");
mkdirSync(data);
const row = (number: number) => names.map((_, at) => `${number}-${at}`).join(",");
const rows = Array.from({ length: 50 }, (_, number) => row(number));
writeFileSync(join(data, "wide_account.csv"), `${[names.join(","), ...rows].join("\n")}\n`);
const sandbox = await startSandbox("--data", data, "--accounts", "0");
const platform = join(home, "wide");
const call = (...args: string[]) => lakewright(args, { cwd: platform, env: sandbox.env });

test("an object wider than one REST request is read by `api: auto`, at first and after a day", async () => {
  await lakewright(["init", "wide"], { cwd: home });
  const flows = `appflow:
  flow_classes:
    crm:
      source: salesforce
      destination: s3
      connector_profile: crm
      incremental_load: 1
      schedule_expression: rate(1 day)
      objects: [{ name: Wide_Account__c, pii: 0 }]
`;
  writeFileSync(join(platform, "appflow.yaml"), flows);
  expect(await call("run")).toMatchObject({ status: 0 });
  const answer = await call("query", "--format", "csv", cells);
  expect(answer.stderr).toBe("");
  expect(answer.stdout.split("\r\n").slice(1, -1)).toEqual(["50,0-0,9-499"]);
  const { status } = await call("sandbox", "day", "--port", new URL(sandbox.url).port);
  expect(status).toBe(0);
  expect(await call("run")).toMatchObject({ status: 0 });
});

const cells = `SELECT count(*), min(clinical_reference_attribute_value_0__c), max(clinical_reference_attribute_value_499__c)
  FROM crm_current.wide_account__c`;
