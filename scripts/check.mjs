// Everything that needs no engine: format, lint, types, arrows, unused code, generated files, fast tests. Run before each commit.
import { spawnSync } from "node:child_process";

const bin = (name) => `node_modules/.bin/${name}`;
const steps = [
  ["format and lint", bin("biome"), ["check", "."]],
  ["types", bin("tsc"), ["--noEmit", "-p", "."]],
  ["arrows", process.execPath, ["scripts/check-arrows.mjs"]],
  ["unused code", bin("knip"), []],
  ["code that only tests use", bin("knip"), ["--production"]],
  ["generated files", process.execPath, ["scripts/docs.mjs", "--check"]],
  ["fast tests", bin("vitest"), ["run", "--project", "fast"]],
];

for (const [name, command, args] of steps) {
  const began = Date.now();
  const { status } = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
  console.log(
    `${status === 0 ? "ok    " : "FAILED"}  ${name}  ${((Date.now() - began) / 1000).toFixed(1)} s`,
  );
  if (status !== 0) process.exit(1);
}
