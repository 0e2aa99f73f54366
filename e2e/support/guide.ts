import { readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** What a guide tells its reader to do. */
export type GuideStep = {
  /** `<file>:<line>` of the guide. */
  readonly at: string;
  readonly text: string;
} & (
  | { readonly do: "run" }
  /** A command that goes on while others run. */
  | { readonly do: "second terminal" }
  /** Adds to a file, or takes its place. */
  | { readonly do: "write"; readonly file: string; readonly replaces: boolean }
);

const guides = join(import.meta.dirname, "../../docs/guides");

/**
 * The steps of a guide, in order. A block of shell is run. A block of another language whose first line is a comment with a file's name is written:
 * `# access.yaml` adds to the file, `# access.yaml, in place of …` replaces it. Everything else is there to be read.
 */
export function stepsOfGuide(name: string): readonly GuideStep[] {
  const file = join(guides, name);
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/^( *)```(\w+)\n([\s\S]*?)^ *```$/gm)].flatMap((found) => {
    const [, indent = "", language = "", indented = ""] = found;
    const line = text.slice(0, found.index).split("\n").length;
    const block = indented.replaceAll(new RegExp(`^${indent}`, "gm"), "");
    return stepsOfBlock(language, { at: `${basename(file)}:${line}`, text: block });
  });
}

function stepsOfBlock(language: string, block: Pick<GuideStep, "at" | "text">): GuideStep[] {
  const [first = ""] = block.text.split("\n");
  if (language === "sh")
    return [{ ...block, do: first === "# in a second terminal" ? "second terminal" : "run" }];
  const [, file, rest = ""] = /^(?:#|--) ([\w~./-]+\.\w+)(.*)$/.exec(first) ?? [];
  if (file === undefined) return [];
  return [{ ...block, do: "write", file, replaces: rest.startsWith(", in place of") }];
}
