import { expect, test } from "vitest";
import { memoryLakeSettings } from "../adapters/memory/memory-lake-settings.ts";
import type { LakeSettings } from "../ports/lake-settings.ts";
import { ownLakeSettings } from "./own-lake-settings.ts";

const arn = (role: string) => `arn:aws:iam::123456789012:role/${role}`;
const allThere = { roleExists: async () => true };

test("both defaults, which open every new database and table to IAM, are emptied", async () => {
  const settings = memoryLakeSettings();
  await ownLakeSettings({ settings, identities: allThere }, [arn("deployer")]);
  expect(await settings.read()).toEqual({
    administrators: [arn("deployer")],
    newDatabasesOpenTo: [],
    newTablesOpenTo: [],
  });
});

test("administrators that others have named stay, in their order, and ours are added once", async () => {
  const user = "arn:aws:iam::123456789012:user/ada";
  const settings = memoryLakeSettings({ administrators: [arn("theirs"), user] });
  const ports = { settings, identities: allThere };
  const { added } = await ownLakeSettings(ports, [arn("deployer"), arn("deployer")]);
  expect(added).toEqual([arn("deployer")]);
  await ownLakeSettings(ports, [arn("deployer")]);
  expect((await settings.read()).administrators).toEqual([arn("theirs"), user, arn("deployer")]);
});

test("a role that is gone is taken out, since every later change would be refused because of it", async () => {
  const user = "arn:aws:iam::123456789012:user/gone";
  const settings = memoryLakeSettings({ administrators: [arn("gone"), user, arn("stays")] });
  const identities = { roleExists: async (role: string) => role !== arn("gone") };
  const { pruned } = await ownLakeSettings({ settings, identities }, [arn("stays")]);
  expect(pruned).toEqual([arn("gone")]);
  expect((await settings.read()).administrators).toEqual([user, arn("stays")]);
});

test("an administrator that is declared and does not exist is named, and nothing is written", async () => {
  const settings = memoryLakeSettings();
  const identities = { roleExists: async () => false };
  await expect(ownLakeSettings({ settings, identities }, [arn("typo")])).rejects.toThrow(
    "role/typo",
  );
  expect((await settings.read()).newTablesOpenTo).toEqual(["IAM_ALLOWED_PRINCIPALS"]);
});

test("IAM that does not answer stops it before anything is written", async () => {
  const settings = memoryLakeSettings({ administrators: [arn("x")] });
  const identities = {
    roleExists: async () => {
      throw new Error("AccessDenied");
    },
  };
  await expect(ownLakeSettings({ settings, identities }, [])).rejects.toThrow("AccessDenied");
  expect((await settings.read()).newTablesOpenTo).toEqual(["IAM_ALLOWED_PRINCIPALS"]);
});

test.each<[string, Partial<LakeSettings>, string]>([
  ["defaults", { newTablesOpenTo: ["IAM_ALLOWED_PRINCIPALS"] }, "IAM_ALLOWED_PRINCIPALS"],
  ["an administrator", { administrators: [] }, arn("deployer")],
])("settings that do not hold %s after writing are an error", async (_, kept, said) => {
  const settings = memoryLakeSettings();
  const write = settings.write;
  settings.write = (next) => write({ ...next, ...kept });
  await expect(
    ownLakeSettings({ settings, identities: allThere }, [arn("deployer")]),
  ).rejects.toThrow(said);
});
