/** Files that are read. Each has one top-level key named like the file. */
export const sectionNames = ["platform", "connections", "appflow", "access", "warehouse"] as const;
export type SectionName = (typeof sectionNames)[number];

/** Files of later parts: known, so that they are announced instead of taken for a typing slip. */
export const laterSections = [
  "jobs",
  "models",
  "alerts",
  "network",
  "security",
  "compute",
] as const;

/** Maps whose entries may be spread over the files of a split section, below its top-level key. */
export const mergedMaps: Readonly<Record<SectionName, readonly string[]>> = {
  platform: ["environments", "tags"],
  connections: [],
  appflow: ["flow_classes"],
  access: ["roles", "tags", "filters", "domains"],
  warehouse: ["external_schemas", "projects", "marts"],
};
