import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createOrg, type Org, type Sandbox, startSandbox } from "@lakewright/sandbox";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connectionTo } from "../../../../test/salesforce/scripted-org.ts";
import { memorySecrets } from "../../../core/adapters/memory/memory-secrets.ts";
import type { Source } from "../../ports/source.ts";
import { salesforceSource } from "./salesforce-source.ts";

const max = 1000;
let org: Org;
let sandbox: Sandbox;
beforeEach(async () => {
  org = await createOrg({ seed: 7, accounts: 2100, startDate: "2026-01-05", objects: ["Account"] });
  const stateFolder = await mkdtemp(join(tmpdir(), "lakewright-limits-"));
  sandbox = await startSandbox({ org, stateFolder, apiUsageLimit: max });
});
afterEach(async () => {
  await sandbox.close();
  org.close();
});

function sourceOf(usageLimit = 0.95): Source {
  const auth = {
    grant: "client_credentials",
    clientId: sandbox.clientId,
    clientSecret: { from: "secret", name: "client_secret" },
  } as const;
  const secrets = memorySecrets({ client_secret: sandbox.clientSecret });
  return salesforceSource(connectionTo(sandbox.url, { auth }), secrets, {
    retryDelayMs: 1,
    usageLimit,
  });
}

async function read(source: Source, api: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "lakewright-limits-"));
  const { signal } = new AbortController();
  const selection = {
    object: "Account",
    fields: ["Id"],
    window: undefined,
    includeDeleted: true,
  };
  const { pages } = await source.extract({ ...selection, api }, folder, signal);
  let rows = 0;
  for await (const page of pages) rows += page.rows;
  return rows;
}

test.each([
  ["bulk_jobs_limit", "10000 of 10000 Bulk query jobs (DailyBulkV2QueryJobs)"],
  [
    "bulk_storage_limit",
    "976562 of 976562 MB of Bulk query results (DailyBulkV2QueryFileStorageMB)",
  ],
] as const)(
  "%s is told with what is used, and REST is the way out until it frees",
  async (kind, used) => {
    sandbox.faults.add({ kind });
    const source = sourceOf();
    const error = await read(source, "bulk").catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: "request_limit",
      message: expect.stringContaining(`${used} of the last 24 hours are used`),
      hint: expect.stringContaining("rolling 24 hours"),
    });
    const failed = { api: "bulk", error };
    expect(source.fallbackApi({ ...failed, preferredApi: "auto" })).toBe("rest");
    expect(source.fallbackApi({ ...failed, preferredApi: "bulk" })).toBeUndefined();
    expect(await read(source, "rest")).toBe(2100);
    sandbox.faults.clear();
    expect(await read(source, "bulk")).toBe(2100);
  },
);

test("a user who may not see the limits is told what the server says", async () => {
  sandbox.faults.add({ kind: "bulk_storage_limit" });
  sandbox.faults.add({ kind: "row_lock", match: "/limits", times: "always" });
  const source = sourceOf();
  const error = await read(source, "bulk").catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    code: "request_limit",
    message: expect.stringContaining("ExceededQuota"),
  });
  expect(source.fallbackApi({ api: "bulk", error, preferredApi: "auto" })).toBe("rest");
});

test("where the requests of all APIs are used up there is no other way", async () => {
  sandbox.faults.add({ kind: "request_limit", match: "POST /services/data/v" });
  const source = sourceOf();
  const error = await read(source, "bulk").catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    code: "request_limit",
    message: expect.stringContaining("API requests are used up"),
  });
  expect(source.fallbackApi({ api: "bulk", error, preferredApi: "auto" })).toBeUndefined();
});

test("REST is not gone on with where its pages would take more than the budget", async () => {
  const page = "/services/data";
  const asked = sandbox.faults.add({ kind: "slow", delayMs: 0, times: "always", match: page });
  const requests = () => sandbox.faults.list().find(({ id }) => id === asked.id)?.hits ?? 0;
  expect(await read(sourceOf(), "rest")).toBe(2100);
  const needed = requests();
  // The same reading again ends at twice as many requests: with one less allowed it is not gone on with.
  const allowed = (count: number) => sourceOf((needed + count) / max);
  await expect(read(allowed(needed - 1), "rest")).rejects.toMatchObject({
    code: "request_limit",
    message: expect.stringContaining("takes 1 more API request,"),
  });
});
