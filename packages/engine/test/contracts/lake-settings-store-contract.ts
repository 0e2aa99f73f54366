import { beforeEach, describe, expect, type TestContext, test } from "vitest";
import type { LakeSettingsStore } from "../../src/lake-formation/ports/lake-settings.ts";

const arn = (role: string) => `arn:aws:iam::123456789012:role/${role}`;
const closed = { newDatabasesOpenTo: [], newTablesOpenTo: [] };

/** Contract of every store of Lake Formation's settings. `make` gives those of a new account, or skips the test. */
export function lakeSettingsStoreContract(
  name: string,
  make: (context: TestContext) => Promise<LakeSettingsStore>,
): void {
  describe(`${name} as a store of lake settings`, () => {
    let settings: LakeSettingsStore;
    beforeEach(async (context) => {
      settings = await make(context);
    });
    test("a new account leaves new databases and tables to IAM", async () => {
      expect(await settings.read()).toMatchObject({
        newDatabasesOpenTo: ["IAM_ALLOWED_PRINCIPALS"],
        newTablesOpenTo: ["IAM_ALLOWED_PRINCIPALS"],
      });
    });
    test("gives back what was written, administrators in their order", async () => {
      const administrators = [arn("b"), arn("a")];
      await settings.write({ administrators, ...closed });
      expect(await settings.read()).toEqual({ administrators, ...closed });
      await settings.write({ administrators: [], ...closed });
      expect(await settings.read()).toEqual({ administrators: [], ...closed });
    });
    test("keeps what was open as open as it was", async () => {
      await settings.write({ ...(await settings.read()), newTablesOpenTo: [] });
      expect(await settings.read()).toMatchObject({
        newDatabasesOpenTo: ["IAM_ALLOWED_PRINCIPALS"],
        newTablesOpenTo: [],
      });
    });
    test("opens nothing: a principal that had nothing by default gets nothing", async () => {
      await settings.write({ administrators: [], ...closed });
      const opened = {
        newDatabasesOpenTo: [arn("x")],
        newTablesOpenTo: ["IAM_ALLOWED_PRINCIPALS"],
      };
      await settings.write({ administrators: [], ...opened });
      expect(await settings.read()).toEqual({ administrators: [], ...closed });
    });
  });
}
