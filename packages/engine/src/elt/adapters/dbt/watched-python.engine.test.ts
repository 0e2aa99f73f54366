import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { watchedPython } from "./watched-python.ts";

/** Starts `script` with the python3 of this machine, in a folder that also holds a module which it must not import. */
async function startWatched(script: string, args: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), "lakewright-watched-"));
  for (const name of ["bin", "project"]) await mkdir(join(folder, name));
  await writeFile(join(folder, "bin/python"), '#!/bin/sh\nexec python3 "$@"\n', { mode: 0o755 });
  await writeFile(join(folder, "bin/dbt"), script);
  await writeFile(
    join(folder, "project/runpy.py"),
    "raise SystemExit('imported from the project')",
  );
  const [program, all] = watchedPython(join(folder, "bin/dbt"), args);
  const child = spawn(program, all, { cwd: join(folder, "project"), stdio: "pipe" });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

test("a watched program gets its arguments and ends as it wants to", async () => {
  const child = await startWatched(
    "import sys\nif __name__ == '__main__':\n  print(sys.argv[1:])\n  sys.exit(3)\n",
    ["build", "--vars", "{}"],
  );
  const said = text(child.stdout);
  expect(await once(child, "close")).toEqual([3, null]);
  expect(await said).toBe("['build', '--vars', '{}']\n");
});

test("a watched program ends with its parent, whatever it waits for", async () => {
  const child = await startWatched("import time\nprint('busy', flush=True)\ntime.sleep(600)\n", []);
  await once(child.stdout, "data");
  // What the system does for a parent that was killed.
  child.stdin.destroy();
  expect(await once(child, "close")).toEqual([null, "SIGKILL"]);
});
