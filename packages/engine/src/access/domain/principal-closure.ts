import type { Access } from "@lakewright/config";

/**
 * Every principal whose grants the role has: itself, its groups, and the group of all IAM principals (Lake
 * Formation developer guide, "Granting permissions": permissions are the union of them). A role that is not
 * declared has none.
 */
export function principalClosure(access: Access, role: string): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = declared(access, role) ? [role] : [];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    waiting.push(...(declared(access, next)?.groups ?? []));
  }
  return found.size === 0 ? found : found.add("all_iam_principals");
}

function declared(access: Access, role: string) {
  return Object.hasOwn(access.roles, role) ? access.roles[role] : undefined;
}
