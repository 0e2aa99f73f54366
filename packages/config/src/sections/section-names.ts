/**
 * Files that are read, in order. Each has one top-level key named like the file; the listed maps below it may be spread over
 * the files of a split section.
 */
const sections = {
  platform: ["environments", "tags"],
  connections: [],
  appflow: ["flow_classes"],
  access: ["roles", "tags", "filters", "domains"],
  warehouse: ["external_schemas", "projects", "marts"],
} as const satisfies Record<string, readonly string[]>;

export type SectionName = keyof typeof sections;
export const sectionNames = Object.keys(sections) as readonly SectionName[];
export const mergedMaps: Readonly<Record<SectionName, readonly string[]>> = sections;

/** Files of later versions: known, so that they are announced instead of taken for a typing slip. */
export const laterSections = [
  "jobs",
  "models",
  "alerts",
  "network",
  "security",
  "compute",
] as const;
