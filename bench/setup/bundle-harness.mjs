import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { root } from "./root.mjs";

/**
 * Bundles `bench/harness/<name>.ts` with the packages' sources and returns the file to run. It is below the
 * repository's node_modules, where native modules are found.
 */
export async function bundleHarness(name) {
  const folder = join(root, "node_modules/.cache/lakewright-bench");
  await mkdir(folder, { recursive: true });
  const outfile = join(folder, `${basename(name)}-${process.pid}.mjs`);
  await build({
    entryPoints: [join(root, "bench/harness", `${name}.ts`)],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "bundle",
    external: ["@duckdb/*", "libsql", "pino", "@peculiar/x509"],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    logLevel: "warning",
  });
  return outfile;
}
