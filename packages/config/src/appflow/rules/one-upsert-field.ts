import { eachEntry } from "./appflow-rule.ts";

/** Salesforce matches an upsert by one external id field. Without any, rows are inserted. */
export const oneUpsertField = eachEntry(({ direction, settings, placeOf }, report) => {
  const { length } = settings.upsertFields;
  if (direction !== "out" || length <= 1) return;
  const message = `upsert_field_list has ${length} fields, Salesforce matches by exactly one`;
  report({
    code: "LW1410",
    place: placeOf("upsert_field_list"),
    message,
    hint: "keep the external id field",
  });
});
