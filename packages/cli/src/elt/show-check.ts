import type { Context } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { showNumberOf } from "../output/amounts.ts";
import { visibleText } from "../output/visible-text.ts";
import { withPlatform } from "../platform/open-platform.ts";
import { prepareElt } from "./prepare-elt.ts";

/** Lists mart columns that would stop a build, without building; fails unless each is accepted and every declared mart has a model. */
export async function showCheck(context: Context, names: readonly string[]): Promise<ExitCode> {
  const { checkColumns } = await import("@lakewright/engine");
  const signal = context.io.catchInterrupts();
  return withPlatform(context, async (opened) => {
    const { platform, environment } = opened;
    const ports = await prepareElt(context, opened, names);
    const projects = await checkColumns(
      ports,
      { platform: platform.name, environment, names },
      { signal, say: (text) => void context.say(text) },
    );
    const findings = projects.flatMap((each) => each.findings);
    const open = findings.filter(({ accepted }) => accepted === undefined);
    const missing = projects.flatMap((each) => each.missing);
    const ok = open.length === 0 && missing.length === 0;
    if (context.json) await context.print(JSON.stringify({ ok, projects }, null, 2));
    else {
      for (const { relation, message } of missing)
        await context.print(visibleText(`${relation}: ${message}`));
      for (const { on, message, accepted } of findings)
        await context.print(
          visibleText(accepted ? `${on}: accepted by ${accepted.owner}` : `${on}: ${message}`),
        );
    }
    for (const text of projects.flatMap((each) => each.notFollowed))
      await context.say(visibleText(`closed, since it cannot be followed: ${text}`));
    const accepted = findings.length - open.length;
    await context.say(
      `${showNumberOf(open.length, "column")} of marts would stop a build, ${accepted} accepted`,
    );
    if (missing.length > 0)
      await context.say(`${showNumberOf(missing.length, "declared mart")} without a model`);
    return ok ? exitCodes.done : exitCodes.failed;
  });
}
