import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  governedProcess,
  type ProcessLimits,
} from "../../src/query/adapters/governed/governed-process.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lakewright-process-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const limits = { residentMiB: 1000, timeoutMs: 600_000, resultMiB: 1 };

/** Answers a request with what the process was given. */
const tellsItsEnvironment = `import { writeSync } from "node:fs";
process.stdin.once("data", () => writeSync(3, JSON.stringify({ error: JSON.stringify(process.env) }) + "\\n"));
`;
/** Begins to answer a request, and never ends. */
const answersByHalf = `import { writeSync } from "node:fs";
process.stdin.on("data", () => writeSync(3, JSON.stringify({ columns: [] }) + "\\n"));
`;

async function startChild(text: string, more: Partial<ProcessLimits> = {}) {
  const file = join(folder, "child.mjs");
  await writeFile(file, text);
  return governedProcess({ file, purpose: "read", folder }, { ...limits, ...more });
}

test("the process of a role gets nothing of the environment, which holds secrets", async () => {
  process.env.LAKEWRIGHT_SECRET_OF_A_TEST = "secret";
  const started = await startChild(tellsItsEnvironment);
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

test("a request that is cancelled in the middle of its answer ends the process", async () => {
  const started = await startChild(answersByHalf);
  const abort = new AbortController();
  const request = started.request({ run: "SELECT 1", on: 0 }, () => abort.abort(), abort.signal);
  await expect(request).rejects.toMatchObject({ code: "cancelled" });
  expect(started.dead).toBe(true);
  await started.kill();
});

test("a request that takes longer than the limit ends the process", async () => {
  const started = await startChild(answersByHalf, { timeoutMs: 20 });
  await expect(started.request({ run: "SELECT 1", on: 0 }, () => {})).rejects.toMatchObject({
    code: "statement_stopped",
    message: "the statement was stopped: it ran longer than 0.02 s",
  });
  expect(started.dead).toBe(true);
  await started.kill();
});
