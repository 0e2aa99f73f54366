// Bundles the `lakewright` command into packages/cli/dist. Runs on `npm ci` (prepare) and before e2e tests.
import { existsSync } from "node:fs";
import { build } from "esbuild";

if (existsSync("packages/cli/src/bin.ts")) {
  await build({
    entryPoints: ["packages/cli/src/bin.ts"],
    outfile: "packages/cli/dist/main.js",
    bundle: true,
    splitting: false,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "bundle",
    external: ["@duckdb/*", "libsql", "pino", "@peculiar/x509"],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    sourcemap: true,
    logLevel: "warning",
  });
}
