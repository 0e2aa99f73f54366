import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import {
  arrows,
  arrowViolations,
  capabilities,
  capabilityArrow,
  configArrows,
  unseenLoads,
} from "./arrow-violations.mjs";

/** A small workspace in which every arrow that is allowed is drawn once. */
const legal = {
  "packages/config/src/source/read-text.ts": `import "node:fs/promises"; import "node:path"; import "yaml";`,
  "packages/config/src/platform.ts": `import "zod"; import "./source/read-text.ts";`,
  "packages/engine/src/core/domain/due.ts": `import "node:crypto"; import "croner"; import "../../../../config/src/platform.ts";`,
  "packages/engine/src/core/domain/due.test.ts": `import "node:fs"; import "vitest"; import "./due.ts";`,
  "packages/engine/src/core/ports/clock.ts": `import "../domain/due.ts";`,
  "packages/engine/src/core/adapters/aws/retry.ts": `import "@aws-sdk/client-s3"; import "../../ports/clock.ts";`,
  "packages/engine/src/core/index.ts": `import "./domain/due.ts"; import "./ports/clock.ts";`,
  "packages/engine/src/catalog/domain/run.ts": `import "hyparquet"; import "../../core/index.ts";`,
  "packages/engine/src/catalog/ports/ledger.ts": `import "../domain/run.ts"; import "../../core/index.ts";`,
  "packages/engine/src/catalog/use-cases/register-run.ts": `import "node:path"; import "../domain/run.ts"; import "../ports/ledger.ts"; import "../../core/index.ts";`,
  "packages/engine/src/catalog/use-cases/register-run.test.ts": `import "vitest"; import "../adapters/glue/glue-ledger.ts"; import "./register-run.ts"; import "../../flows/use-cases/run-flow.ts";`,
  "packages/engine/src/catalog/adapters/glue/glue-ledger.ts": `import "@aws-sdk/client-s3"; import "../../domain/run.ts"; import "../../ports/ledger.ts"; import "../../../core/index.ts"; import "../../../core/adapters/aws/retry.ts";`,
  "packages/engine/src/catalog/adapters/glue/glue-ledger.engine.test.ts": `import "../../../../../sandbox/src/index.ts";`,
  "packages/engine/src/catalog/index.ts": `import "./use-cases/register-run.ts";`,
  "packages/engine/src/flows/use-cases/run-flow.ts": `import "../../catalog/index.ts";`,
  "packages/engine/src/local.ts": `import "./catalog/adapters/glue/glue-ledger.ts"; import "./flows/use-cases/run-flow.ts"; import "./ports.ts";`,
  "packages/engine/src/ports.ts": `import "./catalog/ports/ledger.ts";`,
  "packages/engine/src/index.ts": `import "./flows/use-cases/run-flow.ts";`,
  "packages/handlers/src/register-run.ts": `import "../../engine/src/index.ts"; import "../../config/src/platform.ts";`,
  "packages/infra/src/app.ts": `import "../../config/src/platform.ts"; import "../../engine/src/core/domain/due.ts";`,
  "packages/sandbox/src/index.ts": `import "node:http";`,
  "packages/cli/src/main.ts": `import "./commands/sandbox.ts"; import "../../engine/src/local.ts"; import "../../infra/src/app.ts";`,
  "packages/cli/src/commands/sandbox.ts": `await import("../../../sandbox/src/index.ts");`,
  "e2e/run.test.ts": `import "node:child_process";`,
  ...Object.fromEntries(
    ["yaml", "zod", "croner", "hyparquet", "vitest", "@aws-sdk/client-s3"].flatMap((name) => [
      [`node_modules/${name}/package.json`, `{ "name": "${name}", "main": "dist/index.js" }`],
      [`node_modules/${name}/dist/index.js`, ""],
    ]),
  ),
};

/** For each rule, files that break it and no other one: each is planted alone. */
const planted = {
  "no-circular": [
    ["packages/config/src/source/read-text.ts", `import type {} from "../platform.ts";`],
  ],
  "source-imports-no-test": [
    ["packages/engine/src/planted.ts", `import "./core/domain/due.test.ts";`],
    [
      "packages/engine/src/core/domain/planted.ts",
      `import "../../../test/any.ts";`,
      { "packages/engine/test/any.ts": "" },
    ],
  ],
  "imports-can-be-seen": [
    ["packages/engine/src/core/adapters/aws/planted.ts", `import "node:module";`],
    ["packages/cli/src/planted.ts", `import "module";`],
  ],
  "config-stands-alone": [
    ["packages/config/src/planted.ts", `import "../../engine/src/index.ts";`],
  ],
  "config-imports-a-short-list": [
    ["packages/config/src/planted.ts", `import "node:http";`],
    ["packages/config/src/source/planted.ts", `import "@aws-sdk/client-s3";`],
  ],
  "config-reads-files-in-source": [
    ["packages/config/src/planted.ts", `import "node:fs/promises";`],
    ["packages/config/src/rules/planted.ts", `import "node:fs";`],
  ],
  ...Object.fromEntries(
    Object.entries(configArrows).map(([name, imported]) => [
      `config-${name}-builds-on`,
      Object.keys(configArrows)
        .filter((other) => other !== name && !imported.includes(other))
        .slice(0, 1)
        .map((other) => [
          `packages/config/src/${name}/planted.ts`,
          `import type {} from "../${other}/types.ts";`,
          { [`packages/config/src/${other}/types.ts`]: "" },
        ]),
    ]),
  ),
  "config-sections-are-joined-last": [
    [
      "packages/config/src/appflow/planted.ts",
      `import "../sections/to-platform.ts";`,
      { "packages/config/src/sections/to-platform.ts": "" },
    ],
  ],
  "config-shared-code-knows-no-section": [
    [
      "packages/config/src/values/planted.ts",
      `import "../appflow/types.ts";`,
      { "packages/config/src/appflow/types.ts": "" },
    ],
  ],
  "sandbox-stands-alone": [
    ["packages/sandbox/src/planted.ts", `import "../../config/src/platform.ts";`],
  ],
  "engine-imports-config-alone": [
    ["packages/engine/src/planted.ts", `import "../../handlers/src/register-run.ts";`],
  ],
  "handlers-import-engine-and-config": [
    ["packages/handlers/src/planted.ts", `import "../../infra/src/app.ts";`],
  ],
  "sandbox-is-imported-lazily-by-one-command": [
    ["packages/cli/src/planted.ts", `await import("../../sandbox/src/index.ts");`],
  ],
  "sandbox-import-is-dynamic": [
    ["packages/cli/src/commands/sandbox/planted.ts", `import "../../../../sandbox/src/index.ts";`],
  ],
  "engine-tests-import-the-sandbox-at-most": [
    [
      "packages/engine/src/catalog/domain/run.test.ts",
      `import "../../../../sandbox/src/org.ts";`,
      { "packages/sandbox/src/org.ts": "" },
    ],
    ["packages/engine/test/planted.ts", `import "../../handlers/src/register-run.ts";`],
  ],
  ...Object.fromEntries(
    Object.entries(capabilities).map(([name, imported]) => [
      capabilityArrow(name),
      Object.keys(capabilities)
        .filter((other) => other !== name && !imported.includes(other))
        .slice(0, 1)
        .map((other) => [
          `packages/engine/src/${name}/use-cases/planted.ts`,
          `import "../../${other}/index.ts";`,
          { [`packages/engine/src/${other}/index.ts`]: "" },
        ]),
    ]),
  ),
  "every-capability-has-its-arrows": [
    ["packages/engine/src/planted/domain/planted.ts", `import "../../core/index.ts";`],
  ],
  "capabilities-meet-at-their-face": [
    ["packages/engine/src/flows/use-cases/planted.ts", `import "../../catalog/domain/run.ts";`],
    [
      "packages/engine/src/flows/ports/planted.ts",
      `import type {} from "../../catalog/ports/ledger.ts";`,
    ],
    [
      "packages/engine/src/flows/adapters/sqlite/planted.ts",
      `import "../../../catalog/adapters/glue/glue-ledger.ts";`,
    ],
  ],
  "domain-is-pure": [
    ["packages/engine/src/core/domain/planted.ts", `import type {} from "../ports/clock.ts";`],
    ["packages/engine/src/flows/domain/planted.ts", `import "../../ports.ts";`],
  ],
  "domain-imports-a-short-list": [
    ["packages/engine/src/core/domain/planted.ts", `import "node:fs";`],
    ["packages/engine/src/core/domain/planted.ts", `import { hash } from "fs/promises";`],
    ["packages/engine/src/access/domain/planted.ts", `import "@aws-sdk/client-s3";`],
    ["packages/engine/src/core/domain/planted.ts", `import type {} from "@aws-sdk/client-s3";`],
    ["packages/engine/src/core/domain/planted.ts", `import "not-installed";`],
    ["packages/engine/src/core/domain/test/planted.ts", `import "node:fs";`],
  ],
  "ports-know-domain-alone": [
    ["packages/engine/src/catalog/ports/planted.ts", `import "../use-cases/register-run.ts";`],
  ],
  "ports-name-no-technology": [
    ["packages/engine/src/core/ports/planted.ts", `import type {} from "@aws-sdk/client-s3";`],
    ["packages/engine/src/core/ports/planted.ts", `import "node:stream";`],
  ],
  "use-cases-know-no-adapter": [
    ["packages/engine/src/flows/use-cases/planted.ts", `import "../../local.ts";`],
    ["packages/engine/src/flows/use-cases/planted.ts", `import "../../ports.ts";`],
  ],
  "use-cases-import-no-package": [
    ["packages/engine/src/flows/use-cases/planted.ts", `import "@aws-sdk/client-s3";`],
  ],
  "adapters-know-ports-and-domain": [
    [
      "packages/engine/src/catalog/adapters/aws/planted.ts",
      `import "../../use-cases/register-run.ts";`,
    ],
  ],
  "only-wiring-chooses-adapters": [
    [
      "packages/cli/src/planted.ts",
      `import "../../engine/src/catalog/adapters/glue/glue-ledger.ts";`,
    ],
    ["packages/engine/src/planted.ts", `import "./catalog/adapters/glue/glue-ledger.ts";`],
    ["packages/engine/src/flows/index.ts", `import "../core/adapters/aws/retry.ts";`],
  ],
  "infra-reads-config-and-domain": [
    ["packages/infra/src/planted.ts", `import "../../engine/src/index.ts";`],
  ],
  "e2e-imports-no-package": [["e2e/planted.ts", `import "../packages/config/src/platform.ts";`]],
};

const workspace = await mkdtemp(join(tmpdir(), "arrows-"));
afterAll(() => rm(workspace, { recursive: true }));

async function place(path, text) {
  await mkdir(dirname(join(workspace, path)), { recursive: true });
  await writeFile(join(workspace, path), text);
}

async function rulesBrokenWith([path, text, around = {}]) {
  const files = { ...around, [path]: text };
  for (const [file, content] of Object.entries(files))
    if (!(file in around && file in legal)) await place(file, content);
  const { violations } = await arrowViolations(workspace);
  for (const file of Object.keys(files)) {
    if (file in legal) await place(file, legal[file]);
    else await rm(join(workspace, file));
  }
  return violations.map(({ rule }) => rule.name);
}

for (const [path, text] of Object.entries(legal)) await place(path, text);

test("imports along the arrows break no rule", async () => {
  const { violations, modules } = await arrowViolations(workspace);
  expect(violations).toEqual([]);
  expect(modules).toBeGreaterThan(Object.keys(legal).length / 2);
});

test("every rule has a file planted that breaks it", () => {
  expect(Object.keys(planted).sort()).toEqual(arrows.map(({ name }) => name).sort());
});

const cases = Object.entries(planted).flatMap(([rule, files]) =>
  files.map((file) => ({ rule, file, path: file[0], text: file[1] })),
);
test.each(cases)("$rule forbids $path with $text", async ({ rule, file }) => {
  expect(await rulesBrokenWith(file)).toEqual([rule]);
});

test.each([
  'import("node:" + "fs")',
  ["import(`", "../../$", "{name}/index.ts`)"].join(""),
  "import(name)",
  'process.getBuiltinModule("node:fs")',
  'new Worker(new URL("../../local.ts", import.meta.url))',
])("a module that is named by no literal is told with its file: %s", async (text) => {
  await place("packages/engine/src/core/domain/planted.ts", text);
  expect(await unseenLoads(workspace)).toEqual(["packages/engine/src/core/domain/planted.ts"]);
  await rm(join(workspace, "packages/engine/src/core/domain/planted.ts"));
  expect(await unseenLoads(workspace)).toEqual([]);
});
