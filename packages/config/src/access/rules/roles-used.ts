import { groupsByRole } from "../draft/groups-by-role.ts";
import { aboutAccess } from "./access-rule.ts";
import { isExcepted } from "./exceptions-hold.ts";

/** A role has grants, its own or a group's; a group has members. */
export const rolesUsed = aboutAccess((access, report, { now }) => {
  const { roles, grants } = access;
  const granted = new Set(grants.map(({ to }) => to));
  const groups = groupsByRole(roles);
  for (const { name, kind, place } of roles) {
    const message = unusedBecause();
    if (message === undefined || isExcepted(access, { finding: "LW1634", on: [name], now }))
      continue;
    report({
      code: "LW1634",
      place,
      message,
      hint: "remove it, or say under grants: what it may do",
    });

    function unusedBecause(): string | undefined {
      const own = groups.get(name) ?? [];
      if (kind === "group") {
        const hasMembers = roles.some((role) => role.groups.includes(name));
        return hasMembers ? undefined : `no role belongs to the group ${name}`;
      }
      return [name, ...own].some((each) => granted.has(each))
        ? undefined
        : `the role ${name} has no grants: it sees nothing`;
    }
  }
});
