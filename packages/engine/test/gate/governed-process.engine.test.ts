import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { governedProcess } from "../../src/query/adapters/governed/governed-process.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lakewright-process-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Answers a request with what the process was given. */
const child = `import { writeSync } from "node:fs";
process.stdin.once("data", () => writeSync(3, JSON.stringify({ error: JSON.stringify(process.env) }) + "\\n"));
`;

test("the process of a role gets nothing of the environment, which holds secrets", async () => {
  const file = join(folder, "child.mjs");
  await writeFile(file, child);
  process.env.LAKEWRIGHT_SECRET_OF_A_TEST = "secret";
  const limits = { residentMiB: 1000, timeoutMs: 20_000, resultMiB: 1 };
  const started = governedProcess(file, folder, limits);
  try {
    let given = "";
    await started.request({ forget: 0 }, (reply) => {
      given = "error" in reply ? reply.error : "";
    });
    expect(Object.keys(JSON.parse(given)).sort()).toEqual(["TZ", "UV_THREADPOOL_SIZE"]);
  } finally {
    delete process.env.LAKEWRIGHT_SECRET_OF_A_TEST;
    await started.kill();
  }
});
