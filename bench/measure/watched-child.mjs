import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { text } from "node:stream/consumers";

const sampleMs = 25;
const running = new Set();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/**
 * Runs a program to its end. `ms` is wall time from start to exit, `peakRssMb` the program's own high-water mark
 * (VmHWM), `treeRssMb` the most that it and its children held together. Throws, with what it said, if it fails.
 */
export async function watchedChild(command, args, { env, cwd, stdin, stdout = "pipe" } = {}) {
  const began = performance.now();
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: [stdin ?? "ignore", stdout, "pipe"],
  });
  running.add(child);
  const memory = watchMemory(child.pid);
  const said = text(child.stderr);
  const printed = child.stdout ? text(child.stdout) : Promise.resolve("");
  const status = await new Promise((done, fail) => {
    child.on("error", fail);
    child.on("exit", (code, signal) => done(code ?? signal));
  });
  const ms = performance.now() - began;
  running.delete(child);
  const peaks = memory.stop();
  if (status !== 0)
    throw new Error(
      `${command} ${args.join(" ")} ended with ${status}\n${(await said).slice(-3000)}`,
    );
  return { ms, ...peaks, stdout: await printed, stderr: await said };
}

/** Keeps a program that serves; `close` ends it. */
export function keptChild(command, args, { env, stdin = "ignore", stderr = "inherit" } = {}) {
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: [stdin, "pipe", stderr],
  });
  running.add(child);
  const exit = new Promise((done) => child.on("exit", done));
  const ended = exit.finally(() => running.delete(child));
  return {
    child,
    ended,
    close: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

function watchMemory(pid) {
  let peakRssMb = 0;
  let treeRssMb = 0;
  let cpuSeconds = 0;
  const sample = () => {
    const own = statusOf(pid);
    if (!own) return;
    peakRssMb = Math.max(peakRssMb, own.peakMb);
    cpuSeconds = Math.max(cpuSeconds, cpuOf(pid));
    treeRssMb = Math.max(treeRssMb, treeOf(pid, own.nowMb));
  };
  sample();
  const timer = setInterval(sample, sampleMs);
  return {
    stop: () => {
      clearInterval(timer);
      return { peakRssMb, treeRssMb: Math.max(treeRssMb, peakRssMb), cpuSeconds };
    },
  };
}

/** A process that is gone, or is no longer in memory, has no status to read. */
function statusOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const kb = (key) => Number(new RegExp(`^${key}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? 0);
    return { peakMb: kb("VmHWM") / 1024, nowMb: kb("VmRSS") / 1024 };
  } catch {
    return undefined;
  }
}

const ticksPerSecond = 100;

function cpuOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  } catch {
    return 0;
  }
}

function treeOf(pid, ownMb) {
  let sum = ownMb;
  for (const child of childrenOf(pid)) sum += treeOf(child, statusOf(child)?.nowMb ?? 0);
  return sum;
}

function childrenOf(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean),
    );
  } catch {
    return [];
  }
}
