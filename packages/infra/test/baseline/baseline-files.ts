import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Templates } from "./losses.ts";
import { normaliseTemplate } from "./normalise-template.ts";

/** The templates of the example in dev, as they are now: by stack, without platform and environment in its name. */
export function templatesNow(
  stacks: readonly { readonly stackName: string; readonly template: Record<string, unknown> }[],
  prefix: string,
): Templates {
  const entries = stacks.map(({ stackName, template }) => {
    return [stackName.slice(prefix.length), normaliseTemplate(template)] as const;
  });
  return Object.fromEntries(entries);
}

/** The baseline's files by name: one a stack, but all stacks of flows in one. */
export function toFiles(templates: Templates): Record<string, string> {
  const files: Record<string, Record<string, unknown>> = {};
  for (const [stack, template] of Object.entries(templates)) {
    const file = `${stack.replace(/-\d\d$/, "")}.json`;
    files[file] = { ...files[file], [stack]: template };
  }
  return Object.fromEntries(
    Object.entries(files).map(([file, of]) => [file, `${JSON.stringify(of, null, 2)}\n`]),
  );
}

/** Text of each file that `writeBaseline` wrote. */
export function readBaseline(folder: string): Record<string, string> {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const files = names.map((name) => [name, readFileSync(join(folder, name), "utf8")] as const);
  return Object.fromEntries(files);
}

/** The templates in the baseline's files. */
export function fromFiles(files: Readonly<Record<string, string>>): Templates {
  return Object.assign({}, ...Object.values(files).map((text) => JSON.parse(text)));
}

/** Makes `files` the baseline. */
export function writeBaseline(folder: string, files: Readonly<Record<string, string>>): void {
  for (const name of readdirSync(folder)) if (!(name in files)) rmSync(join(folder, name));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}
