import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { recordProcess } from "../../../core/adapters/machine/recorded-process.ts";
import { dbtEnvironment } from "./dbt-environment.ts";

/** A python3 that is new enough and makes an environment whose pip "installs" a dbt. */
const python3 = `#!/bin/sh
if [ "$1" = -c ]; then echo 3.12.1; exit 0; fi
mkdir -p "$3/bin"
printf '#!/bin/sh\\necho > "$(dirname "$0")/dbt"\\n' > "$3/bin/python"; chmod 755 "$3/bin/python"
`;

async function newMachine() {
  const folder = await mkdtemp(join(tmpdir(), "lakewright-dbt-environment-"));
  const requirements = join(folder, "requirements.txt");
  await writeFile(requirements, "dbt-core==1\n");
  await writeFile(join(folder, "python3"), python3);
  await chmod(join(folder, "python3"), 0o755);
  vi.stubEnv("PATH", `${folder}:${process.env.PATH}`);
  onTestFinished(() => void vi.unstubAllEnvs());
  const cache = join(folder, "cache");
  return { cache, make: () => dbtEnvironment(requirements, cache, () => {}) };
}

async function sleeper() {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  await once(child, "spawn");
  onTestFinished(() => void child.kill("SIGKILL"));
  return { child, pid: child.pid ?? 0 };
}

test("an environment is made once, and leaves no lock", async () => {
  const { cache, make } = await newMachine();
  const made = await make();
  expect(made).toHaveProperty("dbt");
  expect(await make()).toEqual(made);
  expect(await readdir(cache)).toHaveLength(1);
});

test.skipIf(process.platform !== "linux")(
  "an installation whose process was killed is made again at once, and what it left at work is ended",
  async () => {
    const { cache, make } = await newMachine();
    await make();
    const [name = ""] = await readdir(cache);
    await rm(join(cache, name, "installed"), { recursive: true });
    const [killed, pip] = [await sleeper(), await sleeper()];
    await recordProcess(join(cache, `${name}.lock`), killed.pid);
    await recordProcess(join(cache, `${name}.lock.child`), pip.pid);
    const gone = Promise.all([killed, pip].map(({ child }) => once(child, "exit")));
    killed.child.kill("SIGKILL");
    expect(await make()).toHaveProperty("dbt");
    expect(await gone).toEqual([
      [null, "SIGKILL"],
      [null, "SIGKILL"],
    ]);
    expect(await readdir(cache)).toEqual([name]);
  },
);
