import type { Command, Context } from "../command.ts";
import { checkMachine } from "../doctor/check-machine.ts";
import { checkPlatform } from "../doctor/check-platform.ts";
import type { Finding } from "../doctor/finding.ts";
import { exitCodes } from "../exit-code.ts";
import { visibleText } from "../output/visible-text.ts";
import { secretsOption } from "../platform/find-secrets.ts";

/** `lakewright doctor` */
export const doctor: Command = {
  name: "doctor",
  summary: "check what this machine and this platform lack, and how to get it",
  usage: "doctor [options]",
  details: [
    "Looks at Node, the engines, the disk, the platform folder, its state, its connections and its secrets file. Secrets",
    "are read to sign in and never shown. Exit code 1 if something fails.",
    "With --env and a deployed environment, lists what its AWS account must have and checks it if there are AWS credentials",
    "(the usual ones: AWS_PROFILE, variables, SSO). It only reads. Without credentials it prints the commands to check by hand.",
  ],
  options: { secrets: secretsOption },
  shared: ["platform", "env", "state", "json"],
  examples: [
    "lakewright doctor",
    "lakewright doctor --env dev",
    "lakewright doctor --json | jq '.findings[] | select(.state != \"ok\")'",
  ],
  async run(context) {
    const findings = [...(await checkMachine(context)), ...(await checkPlatform(context))];
    const ok = findings.every(({ state }) => state !== "fail");
    if (context.json) await context.print(JSON.stringify({ ok, findings }, null, 2));
    else for (const finding of findings) await context.print(lineOf(context, finding));
    return ok ? exitCodes.done : exitCodes.failed;
  },
};

function lineOf({ data }: Context, { state, what, says, todo }: Finding): string {
  const mark = { ok: data.green("ok  "), warn: data.yellow("warn"), fail: data.red("FAIL") }[state];
  const line = `${mark}  ${what.padEnd(widest)}  ${visibleText(says)}`;
  return todo === undefined ? line : `${line}\n        → ${visibleText(todo)}`;
}

const widest = 12;
