import type { RoleDraft } from "./access-draft.ts";

/** The groups of each role, groups of groups included, in the order in which they are met. Never loops. */
export function groupsByRole(roles: readonly RoleDraft[]): Map<string, readonly string[]> {
  const direct = new Map(roles.map(({ name, groups }) => [name, groups]));
  return new Map(roles.map(({ name }) => [name, reachable(name, direct)]));
}

function reachable(start: string, direct: ReadonlyMap<string, readonly string[]>): string[] {
  const found = new Set<string>();
  const open = [...(direct.get(start) ?? [])];
  for (let name = open.shift(); name !== undefined; name = open.shift()) {
    if (found.has(name)) continue;
    found.add(name);
    open.push(...(direct.get(name) ?? []));
  }
  return [...found];
}
