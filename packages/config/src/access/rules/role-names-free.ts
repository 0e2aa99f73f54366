import { builtInPrincipals } from "../types.ts";
import { aboutAccess } from "./access-rule.ts";

const reserved: readonly string[] = [...builtInPrincipals, "nobody", "all"];

/** No role has the name of a built-in principal of Lake Formation. */
export const roleNamesFree = aboutAccess(({ roles }, report) => {
  for (const { name, place } of roles) {
    if (!reserved.includes(name)) continue;
    report({
      code: "LW1642",
      place,
      message: `a role cannot be called ${name}`,
      hint: "the word has a meaning in grants",
    });
  }
});
