import { valueAt } from "../source/value-at.ts";
import type { Rule } from "./rule.ts";

/** A class without objects, and a section with nothing below its key, do nothing. */
export const sectionsNotEmpty: Rule = ({ classes, connections, objects }, report) => {
  for (const { name, raw, place } of classes) {
    const { section, path } = place;
    if (section.isRefused([...path, "objects"])) continue;
    if (Array.isArray(raw.objects) && raw.objects.length > 0) continue;
    report("LW1422", place, `flow class "${name}" has no objects`, "list them under objects:");
  }
  const sections = new Set([...connections, ...objects].map(({ place }) => place.section));
  for (const section of sections) {
    if (valueAt(section.value, [section.name]) !== null) continue;
    report("LW1015", { section, path: [section.name] }, `${section.name} is empty`);
  }
};
