import type { UsageLimit } from "@lakewright/config";
import type { HeldLimit, UsageLimits } from "@lakewright/engine";
import { expect, test } from "vitest";
import { sampleManifest } from "../../engine/test/lake-formation/sample-manifest.ts";
import { warehouseLimitsHandler } from "./warehouse-limits.ts";

const limit: UsageLimit = { feature: "spectrum", amount: 5, period: "daily", onBreach: "log" };
/** As CloudFormation hands it over. */
const handed = { ...limit, amount: "5" };

async function answer(
  RequestType: "Create" | "Update" | "Delete",
  properties: { readonly now: readonly object[]; readonly before?: readonly object[] },
  present: readonly HeldLimit[] = [],
) {
  const held = new Map(present.map((one) => [one.id, one]));
  const limits: UsageLimits = {
    held: async () => [...held.values()],
    create: async (one) => void held.set("new", { ...one, id: "new" }),
    update: async (id, one) => void held.set(id, { ...one, id }),
    remove: async (id) => void held.delete(id),
  };
  const answers: Record<string, unknown>[] = [];
  const asked: string[] = [];
  const limitsOf = (arn: string) => {
    asked.push(arn);
    return limits;
  };
  const handle = warehouseLimitsHandler(limitsOf, sampleManifest(undefined, "123456789012"), {
    write: () => {},
    respond: async (_, body) => void answers.push(JSON.parse(body) as Record<string, unknown>),
    remainingMs: () => 60_000,
  });
  await handle({
    RequestType,
    ResponseURL: "https://example.test/",
    StackId: "s",
    RequestId: "r",
    LogicalResourceId: "Limits",
    ResourceProperties: { Warehouse: "arn:w", Limits: properties.now },
    OldResourceProperties: { Limits: properties.before ?? [] },
  });
  return { answer: answers[0], asked, held: [...held.values()] };
}

test("a deployment makes the limits of its warehouse, with amounts as numbers", async () => {
  const { answer: answered, asked, held } = await answer("Create", { now: [handed] });
  expect(answered).toMatchObject({
    Status: "SUCCESS",
    PhysicalResourceId: "gtm-dev-warehouse-limits",
    Data: { created: "1" },
  });
  expect(asked).toEqual(["arn:w"]);
  expect(held).toEqual([{ ...limit, id: "new" }]);
});

test("a limit that is gone from the folder goes, and so do all when the stack does", async () => {
  const present = [{ ...limit, id: "a" }];
  expect((await answer("Update", { now: [], before: [handed] }, present)).held).toEqual([]);
  expect((await answer("Delete", { now: [handed] }, present)).held).toEqual([]);
  const theirs = { ...limit, id: "b", period: "weekly" } as const;
  expect((await answer("Delete", { now: [handed] }, [theirs])).held).toEqual([theirs]);
});
