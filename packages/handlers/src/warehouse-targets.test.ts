import { expect, test } from "vitest";
import { sampleManifest } from "../../engine/test/lake-formation/sample-manifest.ts";
import { warehouseTargetsHandler } from "./warehouse-targets.ts";

const manifest = sampleManifest(undefined, "123456789012");

test("the target group of the event gets the warehouse's addresses, and only a change is logged", async () => {
  const registered = new Map<string, string[]>();
  const lines: string[] = [];
  const handle = warehouseTargetsHandler(
    (group) => ({
      warehouse: { addresses: async () => ["10.0.0.1"] },
      targets: {
        registered: async () => registered.get(group) ?? [],
        register: async (addresses) => void registered.set(group, [...addresses]),
        deregister: async () => undefined,
      },
    }),
    manifest,
    (line) => void lines.push(line),
  );
  expect(await handle({ targetGroup: "arn:group" })).toMatchObject({ added: ["10.0.0.1"] });
  expect(await handle({ targetGroup: "arn:group" })).toMatchObject({ added: [] });
  expect([...registered]).toEqual([["arn:group", ["10.0.0.1"]]]);
  expect(lines).toHaveLength(1);
});

test("an event without a target group is refused", async () => {
  const never = () => {
    throw new Error("no ports");
  };
  const handle = warehouseTargetsHandler(never, manifest, () => {});
  await expect(handle({})).rejects.toMatchObject({ code: "event_malformed" });
});
