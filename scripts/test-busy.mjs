// Runs test files on a busy machine: `node scripts/test-busy.mjs engine bulk-extraction 10` runs the files of project `engine`
// whose path contains `bulk-extraction` ten times, beside four endless loops a core. For tests that wait for something.
import { spawn, spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

const [project, files, times = "1"] = process.argv.slice(2);
if (!project || !files) throw new Error("give a vitest project, a part of a path and how often");
const loops = Array.from({ length: 4 * availableParallelism() }, () =>
  spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" }),
);
const stop = () => {
  for (const loop of loops) loop.kill("SIGKILL");
};
process.on("exit", stop);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(130));
let failed = 0;
for (let run = 1; run <= Number(times); run++) {
  const args = ["run", "--project", project, files];
  const { status } = spawnSync("node_modules/.bin/vitest", args, { stdio: "inherit" });
  if (status !== 0) failed++;
}
console.log(`${failed} of ${times} runs failed`);
process.exitCode = failed > 0 ? 1 : 0;
