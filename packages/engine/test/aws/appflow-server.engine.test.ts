import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { pythonOrSkip } from "../../../../scripts/python-environment.mjs";
import { startAppFlow } from "./appflow-server.ts";
import { awsRequirements } from "./moto-server.ts";

const run = promisify(execFile);

test("the stand-in for AppFlow answers as the API's model says, and boto3 reads it", async (context) => {
  const python = await pythonOrSkip(awsRequirements, context);
  const { endpoint } = await startAppFlow({
    entities: { Account: [{ name: "Id", label: "Account ID", type: "id" }, { name: "Odd" }] },
    executions: {
      f: [
        {
          ...{ executionId: "e2", executionStatus: "Error", startedAt: 1_767_312_000.5 },
          ...{ lastUpdatedAt: 1_767_312_060 },
          executionResult: { recordsProcessed: 0, errorInfo: { putFailuresCount: 3 } },
        },
        {
          ...{ executionId: "e1", executionStatus: "InProgress", startedAt: 1_767_225_600 },
          lastUpdatedAt: 1_767_225_600,
        },
      ],
    },
  });
  const env = {
    ...{ PATH: process.env.PATH, AWS_DEFAULT_REGION: "eu-west-1" },
    ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
  };
  const file = join(import.meta.dirname, "appflow_answers.py");
  const { stdout } = await run(python, [file, endpoint], { env });
  const [fields, runs, missing] = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(fields).toMatchObject([
    {
      identifier: "Id",
      label: "Account ID",
      supportedFieldTypeDetails: { v1: { fieldType: "id" } },
    },
    { identifier: "Odd" },
  ]);
  expect(runs).toEqual([
    ["e2", "Error", 1_767_312_000.5],
    ["e1", "InProgress", 1_767_225_600],
  ]);
  expect(missing).toBe("ResourceNotFoundException");
});
