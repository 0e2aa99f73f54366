import type { Problem } from "../problem.ts";
import { newProblem } from "../problem.ts";
import { findPlatformFiles } from "./platform-files.ts";
import { readText } from "./read-text.ts";
import { mergeSection, type Section } from "./section.ts";
import { type SectionName, sectionNames } from "./section-names.ts";
import { parseYamlFile, type YamlFile } from "./yaml-file.ts";

export interface SectionsResult {
  readonly sections: Partial<Record<SectionName, Section>>;
  readonly problems: Problem[];
}

/** Reads and parses every file of a platform folder. Sections whose files are all unusable are absent. */
export async function readSections(folder: string): Promise<SectionsResult> {
  const found = await findPlatformFiles(folder);
  const problems = [...found.problems];
  const sections: SectionsResult["sections"] = {};
  for (const name of sectionNames) {
    const files = await Promise.all(
      found.files[name].map((file) => readYaml(file, name, problems)),
    );
    const usable = files.filter((file) => file !== undefined);
    if (usable.length === 0) continue;
    const merged = mergeSection(name, usable);
    problems.push(...merged.problems);
    sections[name] = merged.section;
  }
  return { sections, problems };
}

async function readYaml(
  file: string,
  name: SectionName,
  problems: Problem[],
): Promise<YamlFile | undefined> {
  const read = await readText(file);
  if ("problem" in read) {
    problems.push(read.problem);
    return undefined;
  }
  const { yaml, problems: found } = parseYamlFile(file, read.text);
  problems.push(...found);
  if (yaml === undefined || yaml.value !== null) return yaml;
  if (found.length === 0) problems.push(emptyFile(file, name));
  return undefined;
}

function emptyFile(file: string, name: SectionName): Problem {
  const start = { file, line: 1, column: 1 };
  const hint = `start it with the line "${name}:"`;
  if (name === "platform") return newProblem("LW1014", start, "the file is empty", hint);
  return newProblem("LW1015", start, "the file is empty", hint);
}
