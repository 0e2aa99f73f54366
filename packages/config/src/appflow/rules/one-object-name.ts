import type { Rule } from "../../sections/rule.ts";

/** `name` and `object_name` mean the same: an object has one of them. */
export const oneObjectName: Rule = ({ objects }, report) => {
  for (const { raw, place } of objects) {
    if (raw.name === undefined || raw.object_name === undefined) continue;
    const at = { section: place.section, path: [...place.path, "object_name"], aim: { key: true } };
    report({
      code: "LW1407",
      place: at,
      message: "the object has both name and object_name",
      hint: "keep one of the two",
    });
  }
};
