import type { Rule } from "../../sections/rule.ts";

/** A class without objects makes no flows. */
export const classHasObjects: Rule = ({ classes }, report) => {
  for (const { name, raw, place } of classes) {
    const { section, path } = place;
    if (section.isRefused([...path, "objects"])) continue;
    if (Array.isArray(raw.objects) && raw.objects.length > 0) continue;
    report({
      code: "LW1422",
      place,
      message: `flow class "${name}" has no objects`,
      hint: "list them under objects:",
    });
  }
};
