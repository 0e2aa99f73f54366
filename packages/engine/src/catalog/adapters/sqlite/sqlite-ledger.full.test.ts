import { spawn } from "node:child_process";
import { on, once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { createRequire } from "node:module";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { sqliteEventBus } from "../../../core/adapters/sqlite/sqlite-event-bus.ts";
import { openLocalState } from "../../../local-state.ts";
import { sqliteLedger } from "./sqlite-ledger.ts";

const here = import.meta.dirname;

/** A program that opens and ends runs of one flow as fast as it can, three files each, until it is killed. */
async function endlessRuns(): Promise<string> {
  const outfile = join(await mkdtemp(join(tmpdir(), "lakewright-kill-")), "runs.mjs");
  const contents = `
    import { randomUUID } from "node:crypto";
    import { hostname } from "node:os";
    import { opening, success } from ${JSON.stringify(join(here, "../../../../test/contracts/sample-runs.ts"))};
    import { sqliteLedger } from "./sqlite-ledger.ts";
    import { openLocalState } from "../../../local-state.ts";
    const ledger = sqliteLedger(await openLocalState(process.argv[2]), { pid: process.pid, host: hostname() });
    for (;;) {
      const run = opening({ executionId: randomUUID() });
      await ledger.openRun(run);
      const files = [1, 2, 3].map((n) => ({ uri: run.target + n, rows: 1, bytes: 1 }));
      const bookmark = new Date(Date.now());
      await ledger.succeedRun(run.executionId, { ...success(run), endedAt: bookmark, bookmark, files });
      console.log("ended");
    }`;
  await build({
    stdin: { contents, resolveDir: here, loader: "ts" },
    bundle: true,
    platform: "node",
    format: "esm",
    // By path: the bundle lies outside of the workspace.
    alias: { libsql: createRequire(import.meta.url).resolve("libsql") },
    external: ["*/libsql/index.js"],
    outfile,
    logLevel: "error",
  });
  return outfile;
}

/** Resolves when so many runs have ended. */
async function ended(lines: Readable, runs: number): Promise<void> {
  let count = 0;
  for await (const [data] of on(lines, "data")) {
    count += String(data).split("\n").length - 1;
    if (count >= runs) return;
  }
}

test("a process that is killed at any moment leaves each run whole or not at all", async () => {
  const program = await endlessRuns();
  const folder = await mkdtemp(join(tmpdir(), "lakewright-kill-"));
  for (let round = 0; round < 40; round++) {
    const child = spawn(process.execPath, [program, folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await ended(child.stdout, 1 + Math.floor(Math.random() * 10));
    await wait(Math.random() * 5);
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  const state = await openLocalState(folder);
  const ledger = sqliteLedger(state, { pid: process.pid, host: hostname() });
  const succeeded = await ledger.runs({ status: "succeeded" });
  expect(succeeded.length).toBeGreaterThanOrEqual(40);
  const ids = succeeded.map(({ executionId }) => executionId).reverse();
  expect((await ledger.files("account")).map(({ executionId }) => executionId)).toEqual(
    ids.flatMap((id) => [id, id, id]),
  );
  expect((await sqliteEventBus(state).pending()).map(({ id }) => id)).toEqual(ids);
  expect(await ledger.bookmark("account")).toEqual({ to: succeeded[0]?.endedAt });
  const running = await ledger.runs({ status: "running" });
  expect((await ledger.interruptedRuns()).length).toBe(running.length);
  expect(state.all("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
  state.close();
});
