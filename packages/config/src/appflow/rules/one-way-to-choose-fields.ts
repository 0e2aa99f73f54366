import { eachEntry } from "./appflow-rule.ts";

/** AppFlow takes a projection or a list of exclusions; so do we, and no guess which one is meant. */
export const oneWayToChooseFields = eachEntry(({ settings, direction, placeOf }, report) => {
  if (direction === "out") return;
  if (settings.fields === undefined || settings.excludeFields.length === 0) return;
  const message = "fields and exclude_fields cannot be combined";
  const hint = "keep one; where a class says the other, write fields: na or exclude_fields: na";
  report({ code: "LW1424", place: placeOf("fields", { key: true }), message, hint });
});
