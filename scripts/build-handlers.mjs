// Bundles each Lambda handler into packages/cli/dist/handlers/<name>/index.mjs, in one esbuild call. Runs with build-cli.
import { readdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const scripts = dirname(fileURLToPath(import.meta.url));
const packages = join(scripts, "..", "packages");
const source = join(packages, "handlers", "src");
/** Lambda puts a function's credentials into its environment; the SDK's other ways to find some are a fifth of a bundle. */
const lambdaCredentials = join(scripts, "lambda-credentials.mjs");
const dist = join(packages, "cli", "dist", "handlers");

/** Bundles every handler into a folder of its own under `outdir`; answers esbuild's account of what went in. */
export async function buildHandlers(outdir = dist) {
  await rm(outdir, { recursive: true, force: true });
  const files = await handlerFiles();
  if (files.length === 0) return { inputs: {}, outputs: {} };
  const { metafile } = await build({
    entryPoints: Object.fromEntries(
      files.map((file) => [`${file.replace(/\.ts$/, "")}/index`, join(source, file)]),
    ),
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node22",
    mainFields: ["module", "main"],
    alias: { "@aws-sdk/credential-provider-node": lambdaCredentials },
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    // Names stay for the stacks in the logs: `keepNames` would keep them too, by a call for each function at each start.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
  return metafile;
}

/** Files that export `handler`, the name by which Lambda calls them. */
async function handlerFiles() {
  const files = (await readdir(source)).filter((file) => /^[^.]+\.ts$/.test(file));
  const texts = await Promise.all(files.map((file) => readFile(join(source, file), "utf8")));
  return files.filter((_, index) =>
    /^export (const|async function|function) handler\b/m.test(texts[index]),
  );
}
