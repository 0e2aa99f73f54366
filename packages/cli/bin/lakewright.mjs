#!/usr/bin/env node
// The command as npm links it. The program itself is built into dist by `npm run prepare`.
import { existsSync } from "node:fs";
import module from "node:module";

const built = new URL("../dist/main.js", import.meta.url);
if (existsSync(built)) {
  // Node 22 and newer keep compiled code between calls.
  module.enableCompileCache?.();
  await import(built.href);
} else {
  process.stderr.write("lakewright is not built yet\n  hint: npm run prepare\n");
  process.exitCode = 1;
}
