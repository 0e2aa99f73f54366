import { tableId } from "../../names/table-id.ts";
import { describedPlace } from "../../source/place.ts";
import { sensitivities } from "../draft/draft-tags.ts";
import { isWarehouseSchema } from "../draft/governed-catalogs.ts";
import { aboutAccess } from "./access-rule.ts";

/** `sensitivity` keeps its four values, follows from `pii`, and is opened column by column only. */
export const sensitivityAgrees = aboutAccess(({ tags, assignments, catalogs }, report) => {
  const declared = tags.get("sensitivity");
  const missing = sensitivities.find((value) => !declared?.values.includes(value));
  if (declared && missing) {
    const hint = "leave the key out: it is always there";
    report({
      code: "LW1639",
      place: declared.place,
      message: `sensitivity lacks its value ${missing}`,
      hint,
    });
  }
  for (const { resource, key, value, place } of assignments) {
    if (key !== "sensitivity" || resource.kind === "columns") continue;
    if (resource.kind === "database") {
      const message = `every table has a sensitivity of its own, so that of ${resource.database} has no effect`;
      report({ code: "LW1639", place, message, hint: "assign it to tables or columns" });
      continue;
    }
    if (isWarehouseSchema(catalogs, resource.database)) {
      const message = `each column of ${tableId(resource)} has the sensitivity of what it is made of, so that of the table has no effect`;
      report({ code: "LW1639", place, message, hint: "assign it to columns" });
      continue;
    }
    const tables = catalogs.map((catalog) => catalog.tables.get(tableId(resource)));
    const personal = tables.find((table) => table?.seed === "personal");
    const isStricter = value === "personal" || value === "unclassified";
    if (personal === undefined || isStricter || !declared?.values.includes(value)) continue;
    const message = `${tableId(resource)} cannot be ${value}: its flow says pii: 1 at ${describedPlace(personal.flow.placeOf("pii"))}`;
    report({
      code: "LW1639",
      place,
      message,
      hint: "name the columns that are not personal, or change pii",
    });
  }
});
