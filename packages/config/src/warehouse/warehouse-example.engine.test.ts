import { join } from "node:path";
import { expect, test } from "vitest";
import { readPlatform } from "../read-platform.ts";

const example = join(import.meta.dirname, "../../../../examples/gtm");

test("the example has a vault of accounts, contacts, calls, products and territories, and marts over it", async () => {
  const result = await readPlatform(example);
  expect(result).toMatchObject({ ok: true, warnings: [] });
  const warehouse = result.ok ? result.platform.environments.local?.warehouse : undefined;
  const hubs = warehouse?.vault?.hubs.map(({ name }) => name);
  expect(hubs).toEqual(
    expect.arrayContaining(["account", "contact", "call", "product", "territory"]),
  );
  expect(warehouse?.marts.flatMap(({ tables }) => tables)).toHaveLength(4);
  expect(warehouse?.redshift.kind).toBe("serverless");
});
