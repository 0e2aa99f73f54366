import { describedPlace } from "../../source/place.ts";
import type { AssignmentDraft } from "../draft/access-draft.ts";
import type { TaggedResource } from "../types.ts";
import { aboutAccess } from "./access-rule.ts";

/** A database, table or column has one value of a key, assigned in one place. */
export const oneValuePerKey = aboutAccess(({ assignments }, report) => {
  const first = new Map<string, AssignmentDraft>();
  for (const assignment of assignments) {
    const { key, value, place } = assignment;
    for (const name of leavesOf(assignment.resource)) {
      const id = `${key}\0${name}`;
      const other = first.get(id);
      if (other === undefined) first.set(id, assignment);
      else {
        const same = other.value === value ? "again" : `as ${value}, and as ${other.value}`;
        const message = `${key} of ${name} is assigned ${same}; the other is at ${describedPlace(other.place)}`;
        report({ code: "LW1623", place, message, hint: "remove one of the two" });
      }
    }
  }
});

function leavesOf(resource: TaggedResource): readonly string[] {
  if (resource.kind === "database") return [resource.database];
  const table = `${resource.database}.${resource.table}`;
  if (resource.kind === "table") return [table];
  return resource.columns.map((column) => `${table}.${column}`);
}
