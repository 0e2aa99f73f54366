import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const children = pathToFileURL(join(import.meta.dirname, "../scripts/demo/children.mjs")).href;

/** Starts a sandbox as the demo does, and tells its address. */
const program = `
import { startSandbox } from ${JSON.stringify(children)};
const { url } = await startSandbox(["--accounts", "1", "--objects", "Account"]);
process.stdout.write(url + "\\n");
setInterval(() => {}, 1000);
`;

const answers = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  );

test("a sandbox of the demo ends with it, however it ends", async () => {
  const demo = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void demo.kill("SIGKILL"));
  const [line] = await once(demo.stdout, "data");
  const url = String(line).trim();
  expect(await answers(url)).toBe(true);
  demo.kill("SIGKILL");
  await expect.poll(() => answers(url)).toBe(false);
});

test("a chapter of the demo that does not exist is told, with those that do", () => {
  const script = join(import.meta.dirname, "../scripts/demo.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, "acess"], {
    encoding: "utf8",
  });
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toBe(
    'there is no chapter "acess": npm run demo -- load | access | mart, or all without a name\n',
  );
});
