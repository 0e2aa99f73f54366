import type { Rule } from "../../sections/rule.ts";
import { laterKinds } from "../connectors.ts";

/** Databases and HTTP APIs are announced; this version does not read them. */
export const connectionKindSupported: Rule = ({ connections }, report) => {
  for (const { name, kind, place } of connections) {
    if (!laterKinds.some((later) => later === kind)) continue;
    const at = { section: place.section, path: [...place.path, "kind"] };
    const message = `connections of kind ${kind} are not supported yet; "${name}" was not read`;
    report({
      code: "LW1305",
      place: at,
      message,
      hint: "nothing in it takes effect in this version",
    });
  }
};
