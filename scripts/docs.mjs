// Writes what is generated: docs/config.md and the JSON Schemas from the configuration's zod schemas, and the table of
// README.md from docs/status.json. With --check it writes nothing, and fails if one of them is out of date, if a row of
// that table is not proven, or if a page names a file that does not exist.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { missingFiles } from "./docs/missing-files.mjs";
import { statusProblems, withStatusTable } from "./docs/status-table.mjs";

/** Pages that name files of the repository. */
const pages = ["README.md", "CONTRIBUTING.md", "docs/architecture.md"];

const rows = JSON.parse(await readFile("docs/status.json", "utf8"));
await writeOrCompare({
  ...(await filesOfConfig()),
  "README.md": withStatusTable(await readFile("README.md", "utf8"), rows),
});
if (process.argv.includes("--check")) {
  const files = filesOfRepository();
  const { scripts } = JSON.parse(await readFile("package.json", "utf8"));
  for (const problem of statusProblems(rows, { files, scripts })) fail(problem);
  for (const page of pages)
    for (const name of missingFiles(await readFile(page, "utf8"), files))
      fail(`${page}: no file or folder is called ${name}`);
}

/** Texts that the package config makes, by their path. */
async function filesOfConfig() {
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
    const schemas = Object.entries(jsonSchemaFiles()).map(([name, text]) => [
      `packages/config/schema/${name}`,
      text,
    ]);
    return { "docs/config.md": configReference(), ...Object.fromEntries(schemas) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeOrCompare(texts) {
  for (const [file, text] of Object.entries(texts)) {
    const current = await readFile(file, "utf8").catch(() => undefined);
    if (current === text) continue;
    if (process.argv.includes("--check")) fail(`${file} is out of date: npm run docs`);
    else {
      await writeFile(file, text);
      console.log(`wrote ${file}`);
    }
  }
}

/** Tracked files and new ones that Git does not ignore. */
function filesOfRepository() {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard"];
  const output = execFileSync("git", args, { encoding: "utf8", maxBuffer: 16 * 1024 * 1024 });
  return output.split("\n").filter((file) => file !== "" && existsSync(file));
}

function fail(message) {
  console.error(message);
  process.exitCode = 1;
}
