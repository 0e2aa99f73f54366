import type { Context } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { showNumberOf } from "../output/amounts.ts";
import { visibleText } from "../output/visible-text.ts";
import { withPlatform } from "../platform/open-platform.ts";
import { prepareElt } from "./prepare-elt.ts";

/** Reports per model whether both engines run it alike. With `--strict` fails where one does not. */
export async function showCompat(context: Context, names: readonly string[]): Promise<ExitCode> {
  const { checkCompat } = await import("@lakewright/engine");
  const signal = context.io.catchInterrupts();
  return withPlatform(context, async (opened) => {
    const { platform, environment } = opened;
    const ports = await prepareElt(context, opened, names);
    const projects = await checkCompat(
      ports,
      { platform: platform.name, environment, names },
      { signal, say: (text) => void context.say(text) },
    );
    const models = projects.flatMap((each) => each.models);
    const amiss = models.filter(
      ({ verdict }) => verdict === "differs" || verdict === "not_runnable",
    );
    const failed = context.options.has("strict") && amiss.length > 0;
    if (context.json) await context.print(JSON.stringify({ ok: !failed, projects }, null, 2));
    else
      for (const { model, verdict, reasons } of models) {
        await context.print(visibleText(`${verdict.padEnd(12)}  ${model}`));
        for (const reason of reasons) await context.print(visibleText(`              ${reason}`));
      }
    const counts = ["ok", "rewritten", "differs", "not_runnable"].map(
      (kind) => `${models.filter(({ verdict }) => verdict === kind).length} ${kind}`,
    );
    await context.say(`${showNumberOf(models.length, "model")}: ${counts.join(", ")}`);
    return failed ? exitCodes.failed : exitCodes.done;
  });
}
