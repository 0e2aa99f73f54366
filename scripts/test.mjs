// Runs vitest projects by name: `node scripts/test.mjs engine e2e`. The CLI is built first, since e2e uses it as a person would.
import { spawnSync } from "node:child_process";

const run = (command, args) => {
  const { status } = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) process.exit(1);
};
run(process.execPath, ["scripts/build-cli.mjs"]);
const projects = process.argv.slice(2).flatMap((name) => ["--project", name]);
run("node_modules/.bin/vitest", ["run", ...projects]);
