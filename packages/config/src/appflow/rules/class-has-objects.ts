import type { Rule } from "../../rules/rule.ts";

/** A class without objects makes no flows. */
export const classHasObjects: Rule = ({ classes }, report) => {
  for (const { name, raw, place } of classes) {
    const { section, path } = place;
    if (section.isRefused([...path, "objects"])) continue;
    if (Array.isArray(raw.objects) && raw.objects.length > 0) continue;
    report("LW1422", place, `flow class "${name}" has no objects`, "list them under objects:");
  }
};
