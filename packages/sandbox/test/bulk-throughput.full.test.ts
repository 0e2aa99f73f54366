import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { createOrg } from "../src/index.ts";
import { newToken, startTestSandbox } from "./start-test-sandbox.ts";

const run = promisify(execFile);
const PAGE_ROWS = 50_000;
const WANTED_MB_PER_SECOND = 300;

/** Reads every page in a process of its own and prints bytes and seconds. */
const CLIENT = `
const [url, token] = process.argv.slice(1);
const { get } = require("node:http");
const page = (locator) => new Promise((resolve, reject) => {
  const headers = { Authorization: "Bearer " + token, "Accept-Encoding": "identity" };
  get(url + (locator ? "&locator=" + locator : ""), { headers }, (response) => {
    let bytes = 0;
    response.on("data", (chunk) => { bytes += chunk.length; });
    response.on("end", () => resolve([bytes, response.headers["sforce-locator"]]));
  }).on("error", reject);
});
(async () => {
  const startedAt = performance.now();
  let total = 0;
  for (let locator = ""; locator !== "null"; ) {
    const [bytes, next] = await page(locator);
    total += bytes;
    locator = next;
  }
  console.log(JSON.stringify([total, (performance.now() - startedAt) / 1000]));
})();
`;

test(`Bulk pages of ${PAGE_ROWS} rows are served at ${WANTED_MB_PER_SECOND} MB/s or more`, async () => {
  const org = await createOrg({ seed: 5, accounts: 100_000, startDate: "2026-01-05" });
  const sandbox = await startTestSandbox(org);
  try {
    const fields = org.object("Call_Activity__c")?.fields.map(({ name }) => name) ?? [];
    const query = `SELECT ${fields.join(", ")} FROM Call_Activity__c`;
    const body = JSON.stringify({ operation: "query", query });
    const { id } = await sandbox.json("/jobs/query", { method: "POST", body });
    for (;;) {
      const { state, totalProcessingTime } = await sandbox.json(`/jobs/query/${id}`);
      if (state === "JobComplete") console.info(`job: ${totalProcessingTime} ms`);
      if (state === "JobComplete") break;
      expect(["UploadComplete", "InProgress"]).toContain(state);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const url = `${sandbox.url}${sandbox.data}/jobs/query/${id}/results?maxRecords=${PAGE_ROWS}`;
    const speeds: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const { stdout } = await run(process.execPath, ["-e", CLIENT, url, await newToken(sandbox)]);
      const [bytes, seconds] = JSON.parse(stdout) as [number, number];
      speeds.push(bytes / 1e6 / seconds);
    }
    console.info(`served at ${speeds.map((speed) => Math.round(speed)).join(", ")} MB/s`);
    expect(Math.max(...speeds)).toBeGreaterThanOrEqual(WANTED_MB_PER_SECOND);
  } finally {
    await sandbox.close();
    org.close();
  }
});
