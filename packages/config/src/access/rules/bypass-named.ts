import { wordBelow } from "../../source/place.ts";
import type { GrantedResource } from "../types.ts";
import { aboutAccess } from "./access-rule.ts";
import { isExcepted } from "./exceptions-hold.ts";

const everyone = "iam_allowed_principals";

/** A grant to `iam_allowed_principals` is never silent: filters have no effect beside it. */
export const bypassNamed = aboutAccess((access, report, { now }) => {
  for (const { to, resource, place } of access.grants) {
    if (to !== everyone) continue;
    const name = nameOf(resource);
    if (isExcepted(access, { finding: "LW1628", on: [to, name], now })) continue;
    const message = `${everyone} on ${name} switches Lake Formation off there: IAM alone decides, rows and columns are not filtered`;
    const hint = "grant to roles instead, or add an exception with an owner and a day";
    report({ code: "LW1628", place: wordBelow(place, "to", to), message, hint });
  }
});

function nameOf(resource: GrantedResource): string {
  if (resource.kind === "table") return `${resource.database}.${resource.table}`;
  if (resource.kind === "all_tables") return `${resource.database}.*`;
  if (resource.kind === "database") return resource.database;
  if (resource.kind === "location") return `${resource.zone}/${resource.prefix}`;
  return resource.kind === "filter" ? resource.filter : "everything with these tags";
}
