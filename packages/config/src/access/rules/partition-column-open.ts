import { tableId } from "../../names/table-id.ts";
import { aboutAccess } from "./access-rule.ts";
import { partitionColumns } from "./null-check-possible.ts";

/** A partition column cannot be closed, so it holds nothing that would have to be. */
export const partitionColumnOpen = aboutAccess((access, report) => {
  for (const { resource, key, value, place } of access.assignments) {
    if (key !== "sensitivity" || resource.kind !== "columns") continue;
    if (value !== "personal" && value !== "unclassified") continue;
    const partitions = partitionColumns(access, tableId(resource));
    for (const column of resource.columns.filter((name) => partitions.includes(name))) {
      const message = `${column} is the partition column, which Lake Formation cannot close: it cannot be ${value}`;
      report({
        code: "LW1626",
        place,
        message,
        hint: "everyone who sees a column of the table sees it too",
      });
    }
  }
});
