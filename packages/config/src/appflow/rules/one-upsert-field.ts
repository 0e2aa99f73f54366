import { eachEntry } from "../../rules/rule.ts";

/** Salesforce matches an upsert by one external id field. Without any, rows are inserted. */
export const oneUpsertField = eachEntry(({ direction, settings, placeOf }, report) => {
  const { length } = settings.upsertFields;
  if (direction !== "out" || length <= 1) return;
  const message = `upsert_field_list has ${length} fields, Salesforce matches by exactly one`;
  report("LW1410", placeOf("upsert_field_list"), message, "keep the external id field");
});
