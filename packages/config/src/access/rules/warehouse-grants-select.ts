import { keyBelow, wordBelow } from "../../source/place.ts";
import { isWarehouseSchema } from "../draft/governed-catalogs.ts";
import { aboutAccess } from "./access-rule.ts";

/** Of the warehouse, access.yaml grants what is read: dbt alone writes there, and Lake Formation's own rights end before it. */
export const warehouseGrantsSelect = aboutAccess(({ grants, filters, catalogs }, report) => {
  for (const { resource, permissions, grantable, to, place } of grants) {
    const named = resource.kind === "filter" ? filters.get(resource.filter) : resource;
    if (named === undefined || !("database" in named)) continue;
    const { database } = named;
    if (!isWarehouseSchema(catalogs, database)) continue;
    const other = permissions.find((permission) => permission !== "select");
    if (other !== undefined) {
      const message = `${other} cannot be granted in the warehouse schema ${database}`;
      const hint = "only select; the schema belongs to the ELT project that builds it";
      report({ code: "LW1651", place: wordBelow(place, "allow", other), message, hint });
    }
    if (grantable.length > 0) {
      const message = `rights in the warehouse schema ${database} cannot be passed on`;
      const hint = "leave grantable out: access.yaml is the only place that grants there";
      report({ code: "LW1651", place: keyBelow(place, "grantable"), message, hint });
    }
    if (to === "iam_allowed_principals") {
      const message = `iam_allowed_principals means nothing in the warehouse schema ${database}`;
      report({
        code: "LW1651",
        place: keyBelow(place, "to"),
        message,
        hint: "IAM does not decide there: name roles",
      });
    }
  }
});
