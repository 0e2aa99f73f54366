import { didYouMean } from "../../did-you-mean.ts";
import type { Place } from "../../source/place.ts";
import { aboutWarehouse } from "./warehouse-rule.ts";

/** External schemas, projects and queues name roles of access.yaml. */
export const warehouseRolesExist = aboutWarehouse((warehouse, report) => {
  const { roles, externalSchemas, projects, redshift } = warehouse;
  if (roles === undefined) return;
  const check = (role: string, place: Place) => {
    if (roles.has(role)) return;
    const hint = roles.size > 0 ? didYouMean(role, roles) : "declare it in access.yaml";
    report({ code: "LW1705", place, message: `no role is called "${role}"`, hint });
  };
  for (const { role, place } of externalSchemas) check(role, place);
  for (const { role, place } of projects) if (role !== undefined) check(role, place);
  for (const settings of redshift.values()) {
    if (settings.kind !== "provisioned") continue;
    for (const { roles: own } of settings.queues)
      for (const role of own) check(role, settings.place);
  }
});
