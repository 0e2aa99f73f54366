import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { CallError } from "../call/call-error.ts";
import type { Command, Context } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { renderTable } from "../output/render-table.ts";
import { choosePlatform } from "../platform/choose-platform.ts";

/** `lakewright synth` */
export const synth: Command = {
  name: "synth",
  summary: "write the CloudFormation of an environment, ready for `cdk deploy`",
  usage: "synth --env NAME [--out DIR] [options]",
  details: [
    "Needs no network, Docker or AWS credentials. The same folder gives the same templates.",
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
  const { synthesize } = await import("@lakewright/infra");
  const out = resolve(context.io.cwd, context.options.text("out") ?? "cdk.out");
  const handlers = fileURLToPath(new URL("handlers/", import.meta.url));
  const apps = synthesize({ platform, environment, deployment, handlers }, out);
  if (context.json) await context.print(JSON.stringify({ ok: true, out, apps }, null, 2));
  else {
    const columns = [
      { title: "app" },
      { title: "stack" },
      { title: "resources", align: "right" },
      { title: "bytes", align: "right" },
    ] as const;
    const rows = apps.flatMap(({ name, stacks }) =>
      stacks.map((stack) => [name, stack.name, String(stack.resources), String(stack.bytes)]),
    );
    for (const line of renderTable(columns, rows, { title: context.data.bold }))
      await context.print(line);
  }
  return exitCodes.done;
}
