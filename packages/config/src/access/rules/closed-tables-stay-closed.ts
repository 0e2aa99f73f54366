import { tableId } from "../../names/table-id.ts";
import { describedPlace } from "../../source/place.ts";
import { appliesIn } from "../draft/applies-in.ts";
import { aboutAccess } from "./access-rule.ts";

/** A table that is kept closed on purpose has no grant by name. */
export const closedTablesStayClosed = aboutAccess((access, report) => {
  for (const catalog of access.catalogs) {
    const closed = access.closed.filter((entry) => appliesIn(entry, catalog));
    const byTable = new Map(closed.map((entry) => [tableId(entry), entry]));
    for (const grant of access.grants) {
      const { resource, to, place } = grant;
      const named = resource.kind === "filter" ? access.filters.get(resource.filter) : resource;
      if (named === undefined || !("table" in named) || !appliesIn(grant, catalog)) continue;
      const other = byTable.get(tableId(named));
      if (other === undefined) continue;
      const message = `${to} is granted ${tableId(named)}, which is kept closed at ${describedPlace(other.place)}`;
      report({ code: "LW1640", place, message, hint: "remove one of the two" });
    }
  }
});
