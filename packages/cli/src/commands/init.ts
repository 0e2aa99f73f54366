import { access, mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { CallError } from "../call/call-error.ts";
import type { Command, Context } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { scaffold } from "../init/scaffold.ts";
import { makeSecretsFile, refuseSecretsInside } from "../init/secrets-file.ts";
import { findSecrets, secretsOption } from "../platform/find-secrets.ts";

/** `lakewright init` */
export const init: Command = {
  name: "init",
  summary: "write a starter platform folder that works against the sandbox",
  usage: "init [DIR]",
  details: [
    "Writes into DIR, or the current folder, and makes a secrets file outside of it. Never overwrites existing files.",
  ],
  options: { secrets: secretsOption },
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
    const name = platformName(folder);
    const files = scaffold(name, jsonSchemaFiles());
    await refuseOverwriting(folder, Object.keys(files));
    const secrets = findSecrets(context, name).path;
    refuseSecretsInside(folder, secrets);
    for (const [file, content] of Object.entries(files))
      await writeNew(join(folder, file), content);
    const isNew = await makeSecretsFile(secrets, name);
    await report(context, { folder, names: Object.keys(files), secrets, isNew });
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

interface Written {
  readonly folder: string;
  readonly names: readonly string[];
  readonly secrets: string;
  /** False where the secrets file was there already. */
  readonly isNew: boolean;
}

async function report(context: Context, { folder, names, secrets, isNew }: Written): Promise<void> {
  const { say, talk, io } = context;
  const shown = relative(io.cwd, folder);
  if (context.json)
    await context.print(JSON.stringify({ ok: true, folder, files: names, secrets }, null, 2));
  await say(talk.green(`wrote ${names.length} files to ${shown || "this folder"}`));
  for (const name of names) await say(`  ${name}`);
  await say(`secrets of this machine: ${secrets}${isNew ? "" : " (kept as it was)"}`);
  await say("\nnext:");
  if (shown !== "") await say(`  cd ${shown}`);
  await say("  lakewright validate");
  await say(
    "  lakewright sandbox      in a second terminal: an org to load from; copy its exports",
  );
  await say("  lakewright run");
}
