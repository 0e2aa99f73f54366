import { expect, test } from "vitest";
import { memoryLakeSettings } from "../../engine/src/lake-formation/adapters/memory/memory-lake-settings.ts";
import { sampleManifest } from "../../engine/test/lake-formation/sample-manifest.ts";
import { lakeSettingsHandler } from "./lake-settings.ts";

const deployer = "arn:aws:iam::123456789012:role/deployer";

async function answer(RequestType: "Create" | "Delete", roleExists = true) {
  const settings = memoryLakeSettings();
  const answers: Record<string, unknown>[] = [];
  const lines: string[] = [];
  const handle = lakeSettingsHandler(
    { settings, identities: { roleExists: async () => roleExists } },
    sampleManifest(undefined, "123456789012"),
    {
      write: (line) => void lines.push(line),
      respond: async (_, body) => void answers.push(JSON.parse(body) as Record<string, unknown>),
      remainingMs: () => 60_000,
    },
  );
  await handle({
    RequestType,
    ResponseURL: "https://example.test/",
    StackId: "s",
    RequestId: "r",
    LogicalResourceId: "Settings",
    ResourceProperties: { Administrators: [deployer] },
  });
  return { answers, lines, settings: await settings.read() };
}

test("a deployment closes the defaults and names the administrators that it declares", async () => {
  const { answers, settings } = await answer("Create");
  expect(answers).toMatchObject([
    { Status: "SUCCESS", PhysicalResourceId: "lake-settings-123456789012-eu-west-1" },
  ]);
  expect(settings).toEqual({
    administrators: [deployer],
    newDatabasesOpenTo: [],
    newTablesOpenTo: [],
  });
});

test("deleting the stack opens nothing and takes nobody off the list", async () => {
  const { answers, settings } = await answer("Delete");
  expect(answers).toMatchObject([{ Status: "SUCCESS" }]);
  expect(settings).toEqual(await memoryLakeSettings().read());
});

test("settings that cannot be owned fail the deployment and say why", async () => {
  const { answers, lines } = await answer("Create", false);
  expect(answers).toMatchObject([{ Status: "FAILED", Reason: expect.stringContaining(deployer) }]);
  expect(lines[0]).toContain("unknown_name");
});
