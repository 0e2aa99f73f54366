import type { Problem } from "../problem.ts";
import { schemaProblems } from "../schema/schema-problems.ts";
import type { Section } from "../source/section.ts";
import { sectionSchemas } from "./section-schemas.ts";

/** Checks a section's keys and values. Lists what is wrong and takes it out, so that rules see the rest. */
export function checkSection(section: Section): Problem[] {
  const schema = sectionSchemas[section.name];
  const { error } = schema.safeParse(section.value);
  if (error === undefined) return [];
  const problems = schemaProblems(section, schema, error.issues);
  for (const { code, path } of error.issues) {
    section.refuse(path, code === "unrecognized_keys" ? "keep" : undefined);
  }
  return problems;
}
