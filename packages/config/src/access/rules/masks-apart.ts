import { tableId } from "../../names/table-id.ts";
import { describedPlace, type Place } from "../../source/place.ts";
import { aboutAccess } from "./access-rule.ts";

/** A role gets one replacement for a column. */
export const masksApart = aboutAccess(({ masks }, report) => {
  const first = new Map<string, Place>();
  for (const mask of masks) {
    for (const role of mask.roles) {
      const id = `${role} ${tableId(mask)}.${mask.column}`;
      const other = first.get(id);
      if (other === undefined) first.set(id, mask.place);
      else {
        const message = `${mask.column} is masked for ${role} twice; the other is at ${describedPlace(other)}`;
        report({ code: "LW1643", place: mask.place, message, hint: "remove one of the two" });
      }
    }
  }
});
