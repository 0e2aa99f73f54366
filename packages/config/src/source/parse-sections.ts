import { newProblem, type Problem } from "../problem.ts";
import { type SectionName, sectionNames } from "../sections/section-names.ts";
import { mergeSection, type Section } from "./section.ts";
import { parseYamlFile, type YamlFile } from "./yaml-file.ts";

export interface SectionText {
  readonly section: SectionName;
  /** Absolute path, for messages. */
  readonly file: string;
  readonly text: string;
}

export interface SectionsResult {
  readonly sections: Partial<Record<SectionName, Section>>;
  readonly problems: Problem[];
  /** Sections of which a file could not be read or parsed: what they declare is not all known. */
  readonly incomplete: ReadonlySet<SectionName>;
}

/** Parses and merges the texts of a platform's files. Sections that hold nothing usable are absent. */
export function parseSections(texts: readonly SectionText[]): SectionsResult {
  const problems: Problem[] = [];
  const sections: SectionsResult["sections"] = {};
  const incomplete = new Set<SectionName>();
  for (const name of sectionNames) {
    const own = texts.filter(({ section }) => section === name);
    const usable = own.flatMap((text) => parseText(text, problems) ?? []);
    if (own.some(({ file }) => problems.some((problem) => isErrorOf(file, problem)))) {
      incomplete.add(name);
    }
    if (usable.length === 0) continue;
    const merged = mergeSection(name, usable);
    problems.push(...merged.problems);
    sections[name] = merged.section;
  }
  return { sections, problems, incomplete };
}

function isErrorOf(file: string, problem: Problem): boolean {
  return problem.file === file && problem.severity === "error";
}

function parseText(
  { section, file, text }: SectionText,
  problems: Problem[],
): YamlFile | undefined {
  const { yaml, problems: found } = parseYamlFile(file, text);
  problems.push(...found);
  if (yaml === undefined || yaml.value !== null) return yaml;
  if (found.length === 0) problems.push(emptyFile(file, section));
  return undefined;
}

function emptyFile(file: string, name: SectionName): Problem {
  const start = { file, line: 1, column: 1 };
  const hint = `start it with the line "${name}:"`;
  if (name === "platform")
    return newProblem({ code: "LW1014", at: start, message: "the file is empty", hint });
  return newProblem({ code: "LW1015", at: start, message: "the file is empty", hint });
}
