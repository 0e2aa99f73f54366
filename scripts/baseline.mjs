// Accepts the templates of the GTM example as the baseline in packages/infra/test/baseline/templates, after a change of
// the stacks that is meant. `npm run baseline`. Refuses to lose what has a state, unless each is named: `--lose stack/id`.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const infra = join(import.meta.dirname, "..", "packages", "infra");
const { values } = parseArgs({ options: { lose: { type: "string", multiple: true } } });
// Where the tests are, which find the example by their own place.
const outfile = join(infra, "test", `.accept-baseline-${process.pid}.mjs`);
try {
  await build({
    entryPoints: [join(infra, "test", "baseline", "accept-baseline.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    external: [
      "aws-cdk-lib",
      "constructs",
      "cdk-nag",
      "@aws-cdk/cloudformation-diff",
      "yaml",
      "zod",
    ],
    logLevel: "warning",
  });
  const { acceptBaseline } = await import(pathToFileURL(outfile).href);
  const refused = await acceptBaseline(infra, values.lose ?? []);
  for (const line of refused) console.error(line);
  if (refused.length > 0) {
    console.error("refused: name each that may be lost with --lose <stack>/<logical id>");
    process.exitCode = 1;
  }
} finally {
  await rm(outfile, { force: true });
}
