import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { LimitFinding, SynthesizedApp } from "@lakewright/infra";
import { CallError } from "../call/call-error.ts";
import type { Command, Context } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { showBytes, showCount } from "../output/amounts.ts";
import { renderTable } from "../output/render-table.ts";
import { choosePlatform } from "../platform/choose-platform.ts";
import { stackRows } from "../synth/stack-rows.ts";

/** `lakewright synth` */
export const synth: Command = {
  name: "synth",
  summary: "write the CloudFormation of an environment, ready for `cdk deploy`",
  usage: "synth --env NAME [--out DIR] [options]",
  details: [
    "Needs no network, Docker or AWS credentials. The same folder gives the same templates.",
    "From 80 % of a limit of AWS on it warns with the numbers; beyond one it ends with 1.",
  ],
  options: {
    out: {
      takes: "DIR",
      summary: "where the assemblies go; default cdk.out in the current folder",
    },
  },
  examples: ["lakewright synth --env dev", "npx cdk deploy --app cdk.out/core --all"],
  run: writeAssemblies,
};

async function writeAssemblies(context: Context): Promise<ExitCode> {
  const { platform, environment } = await choosePlatform(context, "any");
  const { deployment } = environment;
  if (!deployment)
    throw new CallError(
      `environment "${environment.name}" runs on this machine and is not deployed`,
      "name one that has an account: --env dev",
    );
  const { checkLimits, synthesize } = await import("@lakewright/infra");
  const out = resolve(context.io.cwd, context.options.text("out") ?? "cdk.out");
  const handlers = fileURLToPath(new URL("handlers/", import.meta.url));
  const apps = synthesize({ platform, environment, deployment, handlers }, out);
  const limits = checkLimits(apps);
  const ok = limits.every(({ severity }) => severity === "warning");
  if (context.json) await context.print(JSON.stringify({ ok, out, apps, limits }, null, 2));
  else for (const line of summaryLines(context, apps)) await context.print(line);
  for (const finding of limits)
    for (const line of limitLines(context, finding)) await context.say(line);
  return ok ? exitCodes.done : exitCodes.failed;
}

function summaryLines({ data }: Context, apps: readonly SynthesizedApp[]): string[] {
  const columns = [
    { title: "app" },
    { title: "stack" },
    { title: "resources", align: "right" },
    { title: "flows", align: "right" },
    { title: "template", align: "right" },
  ] as const;
  const rows = stackRows(apps).map(({ app, stack, resources, flows, bytes }) => [
    app,
    stack,
    showCount(resources),
    flows === 0 ? "-" : showCount(flows),
    showBytes(bytes),
  ]);
  return renderTable(columns, rows, { title: data.bold });
}

/** `LW3101  warning: gtm-dev-a: 400 resources, …` and what to do. */
function limitLines({ talk }: Context, { code, severity, where, message, hint }: LimitFinding) {
  const paint = severity === "error" ? talk.red : talk.yellow;
  return [paint(`${code}  ${severity}: ${where}: ${message}`), `  hint: ${hint}`];
}
