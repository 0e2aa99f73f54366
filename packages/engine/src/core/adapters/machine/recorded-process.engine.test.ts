import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { endRecordedProcess, recordProcess } from "./recorded-process.ts";

async function newFile(): Promise<string> {
  return join(await mkdtemp(join(tmpdir(), "lakewright-recorded-")), "child.process");
}

async function sleeper() {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  await once(child, "spawn");
  onTestFinished(() => void child.kill("SIGKILL"));
  return {
    child,
    pid: child.pid ?? 0,
    isOver: () => child.exitCode !== null || child.signalCode !== null,
  };
}

test.skipIf(process.platform !== "linux")(
  "a recorded process is ended, and its record with it",
  async () => {
    const { child, pid } = await sleeper();
    const file = await newFile();
    await recordProcess(file, pid);
    const ended = once(child, "exit");
    await endRecordedProcess(file);
    expect(await ended).toEqual([null, "SIGKILL"]);
    expect(existsSync(file)).toBe(false);
  },
);

test("a process that merely has the recorded number is left alone", async () => {
  const { pid, isOver } = await sleeper();
  const file = await newFile();
  await recordProcess(file, pid);
  const recorded = JSON.parse(await readFile(file, "utf8"));
  for (const mark of ["another boot:1", null]) {
    await writeFile(file, JSON.stringify({ ...recorded, mark }));
    await endRecordedProcess(file);
    expect(isOver()).toBe(false);
  }
});

test("no record, and one that was not written to its end, mean that there is nothing to end", async () => {
  const file = await newFile();
  await endRecordedProcess(file);
  await writeFile(file, '{"pid":1,"ho');
  await endRecordedProcess(file);
  expect(existsSync(file)).toBe(false);
});
