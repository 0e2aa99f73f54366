import { existsSync } from "node:fs";
import { CallError } from "../call/call-error.ts";
import type { Command, Context } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { findPlatform, findState } from "../platform/find-platform.ts";
import { lossesOf } from "../reset/losses.ts";
import { assertStateFolder, removeState } from "../reset/remove-state.ts";

/** `lakewright reset` */
export const reset: Command = {
  name: "reset",
  summary: "delete this platform's local state, after listing it",
  usage: "reset [--yes] [options]",
  details: [
    "Deletes the lake, catalog, run history and bookmarks of one platform; the next run loads everything again.",
    "Leaves the YAML and the sources alone.",
  ],
  options: { yes: { summary: "delete without asking" } },
  shared: ["platform", "state", "json"],
  examples: ["lakewright reset", "lakewright reset --yes"],
  async run(context) {
    const stateFolder = findState(context, findPlatform(context));
    if (!existsSync(stateFolder)) {
      if (context.json) await context.print(JSON.stringify({ ok: true, stateFolder, losses: [] }));
      await context.say(`there is nothing to reset: ${stateFolder} does not exist`);
      return exitCodes.done;
    }
    await assertStateFolder(stateFolder);
    const losses = await lossesOf(context, stateFolder);
    await context.say(`${stateFolder} would be deleted, and with it:`);
    for (const line of losses) await context.say(`  ${line}`);
    if (!(await isConfirmed(context))) {
      if (context.json) await context.print(JSON.stringify({ ok: false, stateFolder, losses }));
      await context.say("nothing was deleted");
      return exitCodes.failed;
    }
    await removeState(stateFolder);
    if (context.json) await context.print(JSON.stringify({ ok: true, stateFolder, losses }));
    await context.say(context.talk.green("deleted; the next run loads everything again"));
    return exitCodes.done;
  },
};

async function isConfirmed({ io, options }: Context): Promise<boolean> {
  if (options.has("yes")) return true;
  const answer = await io.ask("Delete it? [y/N] ");
  if (answer === undefined)
    throw new CallError(
      "there is no terminal to ask on",
      "lakewright reset --yes deletes without asking",
    );
  return /^y(es)?$/i.test(answer.trim());
}
