import { below } from "../../source/place.ts";
import { conditionsOf } from "../row-expression/conditions.ts";
import { aboutAccess } from "./access-rule.ts";

/** Names with a meaning inside the engines (Lake Formation guide, limitations of data filtering). */
const reserved = new Set(
  "ctid oid xmin cmin xmax cmax tableoid insertxid deletexid importoid redcatuniqueid".split(" "),
);

/** No filter uses a column whose name makes row filtering impossible. */
export const columnNamesFree = aboutAccess(({ filters }, report) => {
  for (const { rows, columns, place } of filters.values()) {
    const inRows = rows === undefined ? [] : conditionsOf(rows).map(({ column }) => column);
    const listed = columns.kind === "all" ? [] : columns.names;
    for (const column of [...inRows, ...listed].filter((name) => reserved.has(name))) {
      const key = inRows.includes(column)
        ? "rows"
        : columns.kind === "include"
          ? "columns"
          : "except";
      const message = `rows of a table with a column ${column} cannot be filtered`;
      const hint = "the name is reserved: exclude the field from the flow";
      report({
        code: "LW1627",
        place: { ...below(place, key), aim: { within: column } },
        message,
        hint,
      });
    }
  }
});
