import { below } from "../../source/place.ts";
import { aboutAccess } from "./access-rule.ts";

/** Roles are different IAM roles: two in one would see what both may. */
export const iamRolesApart = aboutAccess(({ roles, catalogs }, report) => {
  for (const { environment, standsFor } of catalogs) {
    const taken = new Map<string, string>();
    for (const { name, iamRoles, place } of roles) {
      const iamRole = iamRoles[environment] ?? iamRoles[standsFor] ?? iamRoles.all;
      if (iamRole === undefined) continue;
      const short = iamRole.replace(/^.*\//, "").toLowerCase();
      const other = taken.get(short);
      if (other === undefined) taken.set(short, name);
      else {
        const message = `${name} and ${other} are the same IAM role: each would see what both may`;
        report({
          code: "LW1641",
          place: below(place, "iam_role"),
          message,
          hint: "give each a role of its own",
        });
      }
    }
  }
});
