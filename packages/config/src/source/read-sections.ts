import type { Problem } from "../problem.ts";
import { type SectionName, sectionNames } from "../sections/section-names.ts";
import { parseSections, type SectionsResult, type SectionText } from "./parse-sections.ts";
import { findPlatformFiles } from "./platform-files.ts";
import { readText } from "./read-text.ts";

/** Reads and parses every file of a platform folder. Sections whose files are all unusable are absent. */
export async function readSections(folder: string): Promise<SectionsResult> {
  const found = await findPlatformFiles(folder);
  const problems: Problem[] = [...found.problems];
  const texts: SectionText[] = [];
  const unread: SectionName[] = [];
  for (const section of sectionNames) {
    for (const file of found.files[section]) {
      const read = await readText(file);
      if ("problem" in read) {
        problems.push(read.problem);
        unread.push(section);
      } else texts.push({ section, file, text: read.text });
    }
  }
  const parsed = parseSections(texts);
  return {
    sections: parsed.sections,
    problems: [...problems, ...parsed.problems],
    incomplete: new Set([...unread, ...parsed.incomplete]),
  };
}
