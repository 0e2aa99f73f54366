import { execFile } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { buildHandlers } from "../../../scripts/build-handlers.mjs";

const run = promisify(execFile);
const maxBytes = 1.5 * 1024 * 1024;
/** Native libraries and what belongs to other programs. */
const unwanted = /node_modules\/(@duckdb|libsql|@libsql|aws-cdk-lib|constructs|cdk-nag|zod|yaml)\//;

let outdir: string;
let bundles: Awaited<ReturnType<typeof buildHandlers>>["outputs"];

beforeAll(async () => {
  outdir = await mkdtemp(join(tmpdir(), "lakewright-handlers-"));
  bundles = (await buildHandlers(outdir)).outputs;
});

const names = () => Object.keys(bundles).map((path) => basename(dirname(path)));

describe("each handler's bundle", () => {
  test("is there", () => {
    expect(names()).toEqual(expect.arrayContaining(["register-run", "reconcile-runs"]));
  });

  test("is small enough to start fast", () => {
    const tooLarge = Object.entries(bundles).filter(([, { bytes }]) => bytes > maxBytes);
    expect(tooLarge.map(([path, { bytes }]) => `${path}: ${bytes} bytes`)).toEqual([]);
  });

  test("holds no engine, no CDK and no reader of YAML: a Lambda has no native library and the manifest is JSON", () => {
    for (const { inputs } of Object.values(bundles))
      expect(Object.keys(inputs).filter((path) => unwanted.test(path))).toEqual([]);
  });

  test("needs nothing beside itself but Node's own modules, so that no version of Lambda's SDK matters", () => {
    for (const { imports } of Object.values(bundles)) {
      const others = imports.filter(({ path }) => !/^(node:)?[a-z_]+(\/[a-z]+)?$/.test(path));
      expect(others).toEqual([]);
    }
  });

  test("loads by itself and exports what Lambda calls, without reading the manifest yet", async () => {
    for (const name of names()) {
      const code = `import(${JSON.stringify(join(outdir, name, "index.mjs"))}).then((m) => console.log(typeof m.handler))`;
      const { stdout } = await run(process.execPath, ["-e", code], { cwd: tmpdir() });
      expect(stdout).toBe("function\n");
    }
  });
});
