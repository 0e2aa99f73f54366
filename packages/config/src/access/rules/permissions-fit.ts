import { wordBelow } from "../../source/place.ts";
import type { GrantedResource, Permission } from "../types.ts";
import { aboutAccess } from "./access-rule.ts";

type Level = "database" | "table" | "location" | "part";

/** Permissions of Lake Formation for each kind of resource. */
const allowed: Readonly<Record<Level, readonly Permission[]>> = {
  database: ["create_table", "alter", "drop", "describe", "all"],
  table: ["select", "insert", "delete", "alter", "drop", "describe", "all"],
  location: ["data_location_access"],
  part: ["select"],
};

const names: Readonly<Record<Level, string>> = {
  database: "a database",
  table: "a table",
  location: "a data location",
  part: "columns or a filter",
};

/** A grant allows what its kind of resource can be granted; columns and filters take SELECT only. */
export const permissionsFit = aboutAccess(({ grants }, report) => {
  for (const { resource, permissions, place } of grants) {
    const level = levelOf(resource);
    for (const permission of permissions) {
      if (allowed[level].includes(permission)) continue;
      const code = level === "part" ? "LW1618" : "LW1615";
      const message = `${permission} cannot be granted on ${names[level]}`;
      const key = place.section.isWritten([...place.path, "allow"]) ? "allow" : "select";
      report({
        code,
        place: wordBelow(place, key, permission),
        message,
        hint: hintFor(level, permission, resource),
      });
    }
  }
});

function levelOf(resource: GrantedResource): Level {
  if (resource.kind === "location" || resource.kind === "database") return resource.kind;
  if (resource.kind === "filter") return "part";
  if (resource.kind === "tags") return resource.level;
  return resource.kind === "table" && resource.columns.kind !== "all" ? "part" : "table";
}

function hintFor(level: Level, permission: Permission, resource: GrantedResource): string {
  if (level === "database" && resource.kind === "database" && allowed.table.includes(permission)) {
    return `for its tables write ${resource.database}.*; a database takes ${allowed.database.join(", ")}`;
  }
  if (level === "part") return "only select; give other permissions to another role";
  if (permission === "data_location_access") return "write location: <zone>/<prefix>";
  return `${names[level]} takes ${allowed[level].join(", ")}`;
}
