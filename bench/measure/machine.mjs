import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { root } from "../setup/root.mjs";

/** The machine of the measurement, and how busy it was at the start. */
export function machine() {
  const [cpu] = cpus();
  return {
    cpu: cpu?.model ?? "unknown",
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    os: osName(),
    loadBefore: Number(loadavg()[0]?.toFixed(2)),
  };
}

/** Versions of what took part. */
export function versions(more = {}) {
  const duckdb = JSON.parse(
    readFileSync(`${root}/node_modules/@duckdb/node-api/package.json`, "utf8"),
  );
  return {
    lakewright: commit(),
    node: process.version,
    "@duckdb/node-api": duckdb.version,
    ...more,
  };
}

function commit() {
  const git = (...args) => execFileSync("git", ["-C", root, ...args], { encoding: "utf8" }).trim();
  const changed = git("status", "--porcelain", "--", "packages") === "" ? "" : " with changes";
  return `${git("rev-parse", "--short=10", "HEAD")}${changed}`;
}

function osName() {
  const release = /^PRETTY_NAME="?([^"\n]+)/m.exec(readOsRelease())?.[1] ?? process.platform;
  return `${release}, ${execFileSync("uname", ["-sr"], { encoding: "utf8" }).trim()}`;
}

function readOsRelease() {
  try {
    return readFileSync("/etc/os-release", "utf8");
  } catch {
    return "";
  }
}
