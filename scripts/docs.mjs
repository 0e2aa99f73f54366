// Writes docs/config.md and the JSON Schemas from the configuration's zod schemas. With --check it writes nothing and
// fails if one of them is out of date.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const folder = await mkdtemp(join("node_modules", ".docs-"));
try {
  const outfile = join(folder, "config.mjs");
  await build({
    entryPoints: ["packages/config/src/index.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "warning",
  });
  const { configReference, jsonSchemaFiles } = await import(pathToFileURL(outfile).href);
  const files = { "docs/config.md": configReference() };
  for (const [name, text] of Object.entries(jsonSchemaFiles()))
    files[`packages/config/schema/${name}`] = text;
  for (const [file, text] of Object.entries(files)) {
    const current = await readFile(file, "utf8").catch(() => undefined);
    if (current === text) continue;
    if (process.argv.includes("--check")) {
      console.error(`${file} is out of date: npm run docs`);
      process.exitCode = 1;
    } else {
      await writeFile(file, text);
      console.log(`wrote ${file}`);
    }
  }
} finally {
  await rm(folder, { recursive: true });
}
