import { wordBelow } from "../../source/place.ts";
import { groupsByRole } from "../draft/groups-by-role.ts";
import { aboutAccess } from "./access-rule.ts";

/** Roles belong to roles of kind `group`, and no group belongs to itself. */
export const groupsFit = aboutAccess(({ roles }, report) => {
  const byName = new Map(roles.map((role) => [role.name, role]));
  const groups = groupsByRole(roles);
  for (const { name, groups: own, place } of roles) {
    for (const group of own) {
      const kind = byName.get(group)?.kind;
      if (kind === undefined || kind === "group") continue;
      const message = `${group} is a ${kind}, not a group`;
      report({
        code: "LW1633",
        place: wordBelow(place, "groups", group),
        message,
        hint: `give ${group} kind: group`,
      });
    }
    if (!groups.get(name)?.includes(name)) continue;
    const circle = own.find((group) => group === name || groups.get(group)?.includes(name));
    const message = `${name} belongs to itself through ${circle}`;
    report({
      code: "LW1633",
      place: wordBelow(place, "groups", circle ?? ""),
      message,
      hint: "remove one of the groups",
    });
  }
});
