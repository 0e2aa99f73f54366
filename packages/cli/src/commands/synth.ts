import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Synthesis } from "@lakewright/infra";
import { CallError } from "../call/call-error.ts";
import type { Command, Context } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { choosePlatform } from "../platform/choose-platform.ts";
import { assertPlacesFree, makeAside, removeAssemblies } from "../synth/assembly-folders.ts";
import { isFitToDeploy, reportSynthesis } from "../synth/report-synthesis.ts";

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
    "The output folder holds what passed: where the command fails there is none, not even an older one.",
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
  const { appNames } = await import("@lakewright/infra");
  const out = resolve(context.io.cwd, context.options.text("out") ?? "cdk.out");
  const hadOld = await removeAssemblies(out, appNames);
  let code: ExitCode = exitCodes.failed;
  try {
    code = await synthesizeInto(context, out);
    return code;
  } finally {
    if (code !== exitCodes.done && hadOld)
      await context.say(
        `${out} holds nothing to deploy: the assemblies of an earlier call were removed`,
      );
  }
}

async function synthesizeInto(context: Context, out: string): Promise<ExitCode> {
  const { platform, environment } = await choosePlatform(context, { where: "any" });
  const { deployment } = environment;
  if (!deployment)
    throw new CallError(
      `environment "${environment.name}" runs on this machine and is not deployed`,
      "name one that has an account: --env dev",
    );
  const { appNames, synthesize } = await import("@lakewright/infra");
  await assertPlacesFree(out, appNames);
  const handlers = fileURLToPath(new URL("handlers/", import.meta.url));
  const validate = context.options.has("validate");
  const deployed = { platform, environment, deployment, handlers };
  const synthesis = await makeAside(out, {
    make: (folder) => synthesize(deployed, folder, { validate }),
    isFit: isFitToDeploy,
  });
  return reportSynthesis(context, { out, deployment, synthesis: placedIn(out, synthesis) });
}

/** The synthesis with its files where they are in the end. */
function placedIn(out: string, synthesis: Synthesis): Synthesis {
  const apps = synthesis.apps.map((app) => ({
    ...app,
    folder: join(out, app.name),
    stacks: app.stacks.map((stack) => ({
      ...stack,
      template: join(out, app.name, relative(app.folder, stack.template)),
    })),
  }));
  return { ...synthesis, apps };
}
