import { access, mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { CallError } from "../call/call-error.ts";
import type { Command, Context } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { scaffold } from "../init/scaffold.ts";

/** `lakewright init` */
export const init: Command = {
  name: "init",
  summary: "write a starter platform folder that works against the sandbox",
  usage: "init [DIR]",
  details: ["Writes into DIR, or the current folder. Never overwrites existing files."],
  options: {},
  shared: ["platform", "json"],
  idle: [
    { option: "platform", beside: "names", hint: "name the folder once: lakewright init DIR" },
  ],
  examples: ["lakewright init my-platform", "lakewright init"],
  maxNames: 1,
  async run(context) {
    const folder = resolve(
      context.io.cwd,
      context.names[0] ?? context.options.text("platform") ?? ".",
    );
    const { jsonSchemaFiles } = await import("@lakewright/config");
    const files = scaffold(platformName(folder), jsonSchemaFiles());
    await refuseOverwriting(folder, Object.keys(files));
    for (const [name, content] of Object.entries(files))
      await writeNew(join(folder, name), content);
    await report(context, folder, Object.keys(files));
    return exitCodes.done;
  },
};

/** A name that buckets and flows can begin with, from the folder's. */
function platformName(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, 20)
    .replace(/-+$/, "");
  return name.length >= 2 ? name : "my-platform";
}

async function refuseOverwriting(folder: string, names: readonly string[]): Promise<void> {
  const there: string[] = [];
  for (const name of names)
    await access(join(folder, name)).then(
      () => there.push(name),
      () => undefined,
    );
  if (there.length === 0) return;
  const hint = "nothing was written; choose another folder: lakewright init DIR";
  throw new CallError(`${folder} already holds ${there.join(", ")}`, hint);
}

async function writeNew(path: string, content: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content, { flag: "wx" });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CallError(`${path} cannot be written: ${code ?? message}`, "choose another folder");
  }
}

async function report(context: Context, folder: string, names: readonly string[]): Promise<void> {
  const { say, talk, io } = context;
  const shown = relative(io.cwd, folder);
  if (context.json)
    await context.print(JSON.stringify({ ok: true, folder, files: names }, null, 2));
  await say(talk.green(`wrote ${names.length} files to ${shown || "this folder"}`));
  for (const name of names) await say(`  ${name}`);
  await say("\nnext:");
  if (shown !== "") await say(`  cd ${shown}`);
  await say("  lakewright validate");
  await say(
    "  lakewright sandbox      in a second terminal: an org to load from; copy its exports",
  );
  await say("  lakewright run");
}
