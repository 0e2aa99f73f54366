// Bundles the `lakewright` command into packages/cli/dist. Runs on `npm ci` (prepare) and before e2e tests.
import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const cli = join(dirname(fileURLToPath(import.meta.url)), "..", "packages", "cli");
const dist = join(cli, "dist");

if (existsSync(join(cli, "src", "bin.ts"))) {
  const { metafile } = await build({
    entryPoints: {
      main: join(cli, "src", "bin.ts"),
      // A role's statements run in a process of their own.
      "governed-child": join(
        cli,
        "..",
        "engine",
        "src",
        "query",
        "adapters",
        "governed",
        "governed-child.ts",
      ),
    },
    outdir: dist,
    bundle: true,
    // A command loads only what it imports: `--version` must not wait for the engine.
    splitting: true,
    chunkNames: "chunk-[name]-[hash]",
    platform: "node",
    format: "esm",
    target: "node20.19",
    packages: "bundle",
    // Parts of the page of the access matrix.
    loader: { ".css": "text", ".page.js": "text" },
    external: [
      "@duckdb/node-bindings",
      "libsql",
      // Finds its WebAssembly beside itself.
      "@polyglot-sql/sdk",
      "pino",
      "@peculiar/x509",
      "aws-cdk-lib",
      "constructs",
      "cdk-nag",
    ],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    sourcemap: true,
    metafile: true,
    minify: true,
    keepNames: true,
    logLevel: "warning",
  });
  // Names of chunks carry a hash. Those of earlier builds go last, so that a command that runs now still finds its own.
  const built = new Set(Object.keys(metafile.outputs).map((path) => path.split("/").at(-1)));
  for (const file of await readdir(dist))
    if (!built.has(file) && file !== "handlers") await rm(join(dist, file), { force: true });
  const { buildHandlers } = await import("./build-handlers.mjs");
  await buildHandlers();
}
