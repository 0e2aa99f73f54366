import type { Rule } from "../../sections/rule.ts";
import { showValue } from "../../show-value.ts";

const form = /^(?!(all|na)$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** An environment's name becomes part of bucket names, and is not one of the words with a meaning. */
export const environmentNamePossible: Rule = ({ environments }, report) => {
  for (const { name, place } of environments) {
    if (form.test(name)) continue;
    const hint =
      "lower-case letters, digits and single hyphens, starting with a letter; not all or na";
    report({
      code: "LW1206",
      place,
      message: `an environment cannot be called ${showValue(name)}`,
      hint,
    });
  }
};
