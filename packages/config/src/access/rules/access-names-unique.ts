import { showValue } from "../../show-value.ts";
import { below, describedPlace, type Place } from "../../source/place.ts";
import { aboutAccess } from "./access-rule.ts";

interface Named {
  readonly name: string | undefined;
  readonly place: Place;
}

/** Explanations refer to grants and tests by name, so names are unique. */
export const accessNamesUnique = aboutAccess(({ grants, tests }, report) => {
  for (const named of [grants, tests] as const) {
    for (const { name, place, other } of repeated(named)) {
      const at = below(place, "name");
      const message = `duplicate name ${showValue(name)}; the other is at ${describedPlace(below(other, "name"))}`;
      report({ code: "LW1636", place: at, message, hint: "rename one of the two" });
    }
  }
});

function repeated(entries: readonly Named[]) {
  const first = new Map<string, Place>();
  return entries.flatMap(({ name, place }) => {
    if (name === undefined) return [];
    const id = name.trim().toLowerCase();
    const other = first.get(id);
    if (other === undefined) first.set(id, place);
    // Principals of one entry share its name.
    return other === undefined || other === place ? [] : [{ name, place, other }];
  });
}
