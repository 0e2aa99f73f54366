import type { Rule } from "../../rules/rule.ts";
import { showValue } from "../../show-value.ts";

const form = /^(?!(all|na)$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** An environment's name becomes part of bucket names, and is not one of the words with a meaning. */
export const environmentNamePossible: Rule = ({ environments }, report) => {
  for (const { name, place } of environments) {
    if (form.test(name)) continue;
    const hint =
      "lower-case letters, digits and single hyphens, starting with a letter; not all or na";
    report("LW1206", place, `an environment cannot be called ${showValue(name)}`, hint);
  }
};
