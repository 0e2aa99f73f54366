import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const entry = fileURLToPath(
  new URL("../../src/query/adapters/governed/governed-child.ts", import.meta.url),
);

/** Bundles the query process's entry into `folder`, as the command's build does; returns the file. */
export async function bundledChild(folder: string): Promise<string> {
  const outfile = join(folder, "governed-child.mjs");
  const engine = pathToFileURL(createRequire(entry).resolve("@duckdb/node-api")).href;
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "warning",
    plugins: [
      {
        name: "engine-by-its-place",
        setup: ({ onResolve }) =>
          onResolve({ filter: /^@duckdb\// }, () => ({ path: engine, external: true })),
      },
    ],
  });
  return outfile;
}
