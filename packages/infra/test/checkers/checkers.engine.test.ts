import { join } from "node:path";
import { App, CfnResource, Stack } from "aws-cdk-lib";
import { CfnPolicy } from "aws-cdk-lib/aws-iam";
import { CfnBucket } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { afterAll, expect, test } from "vitest";
import { pythonOrSkip } from "../../../../scripts/python-environment.mjs";
import { templateFindings } from "../../src/checks/template-validation.ts";
import type { MadeApp } from "../../src/make-assemblies.ts";
import { newFolder } from "../new-folder.ts";
import { cfnLintFindings } from "./cfn-lint.ts";
import { checkovFindings } from "./checkov.ts";

const folder = newFolder();
afterAll(folder.remove);
const faulty = faultyApp();

test("the built-in validation sees an unknown property and names the construct", () => {
  expect(templateFindings([faulty])).toContainEqual(
    expect.objectContaining({ checker: "templates", on: "data_lake/zones/raw/queue" }),
  );
});

test("cfn-lint sees what no schema says, and names the construct", async (context) => {
  const python = await pythonOrSkip(
    join(import.meta.dirname, "cfn-lint-requirements.txt"),
    context,
  );
  expect(await cfnLintFindings(python, [faulty])).toContainEqual(
    expect.objectContaining({
      checker: "templates",
      rule: "E3510",
      on: "data_lake/zones/raw/policy",
    }),
  );
});

test("checkov sees an open bucket and names the construct", async (context) => {
  const python = await pythonOrSkip(join(import.meta.dirname, "checkov-requirements.txt"), context);
  expect(await checkovFindings(python, [faulty])).toContainEqual(
    expect.objectContaining({
      checker: "checkov",
      rule: "CKV_AWS_53",
      on: "data_lake/zones/raw/bucket",
    }),
  );
});

/** An app with a fault for each checker. */
function faultyApp(): MadeApp {
  const app = new App({ outdir: folder.path, builtinCloudFormationValidation: false });
  const env = { account: "111111111111", region: "eu-west-1" };
  const raw = new Construct(new Stack(app, "data-lake-zones", { env }), "raw");
  new CfnBucket(raw, "bucket");
  new CfnResource(raw, "queue", { type: "AWS::SQS::Queue", properties: { QueueNme: "runs" } });
  new CfnPolicy(raw, "policy", {
    policyName: "reads",
    roles: ["gtm-dev-analyst"],
    policyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Permit", Action: "s3:GetObject", Resource: "arn:aws:s3:::raw/a" }],
    },
  });
  return { name: "data_lake", app, assembly: app.synth() };
}
