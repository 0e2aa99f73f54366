import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { CallError } from "../call/call-error.ts";
import type { Command, Context } from "../command.ts";
import type { ExitCode } from "../exit-code.ts";
import { choosePlatform } from "../platform/choose-platform.ts";
import { reportSynthesis } from "../synth/report-synthesis.ts";

/** `lakewright synth` */
export const synth: Command = {
  name: "synth",
  summary: "write the CloudFormation of an environment, ready for `cdk deploy`",
  usage: "synth --env NAME [--out DIR] [options]",
  details: [
    "Needs no network, Docker or AWS credentials. The same folder gives the same templates.",
    "cdk-nag's policy packs AwsSolutions, HIPAA, NIST 800-53 R5 and PCI DSS 3.2.1 look at every construct; what they",
    "find must be fixed, or acknowledged one by one in platform.yaml, or the command fails.",
    "Warns from 80 % of an AWS limit on; beyond a limit the exit code is 1.",
  ],
  options: {
    out: {
      takes: "DIR",
      summary: "output folder (default: cdk.out in the current folder)",
    },
    validate: {
      summary: "also run CloudFormation's own validation on every template (takes seconds)",
    },
  },
  examples: ["lakewright synth --env dev", "npx cdk deploy --app cdk.out/core --all"],
  shared: ["platform", "env", "json"],
  run: writeAssemblies,
};

async function writeAssemblies(context: Context): Promise<ExitCode> {
  const { platform, environment } = await choosePlatform(context, { where: "any" });
  const { deployment } = environment;
  if (!deployment)
    throw new CallError(
      `environment "${environment.name}" runs on this machine and is not deployed`,
      "name one that has an account: --env dev",
    );
  const { synthesize } = await import("@lakewright/infra");
  const out = resolve(context.io.cwd, context.options.text("out") ?? "cdk.out");
  const handlers = fileURLToPath(new URL("handlers/", import.meta.url));
  const validate = context.options.has("validate");
  const synthesis = synthesize({ platform, environment, deployment, handlers }, out, { validate });
  return reportSynthesis(context, { out, deployment, synthesis });
}
