import { eachEntry } from "../../rules/rule.ts";

/** A field is kept readable only where fields are hidden at all, and where it is read. */
export const clearFieldsUseful = eachEntry(({ settings, placeOf, saysItself }, report) => {
  const { clearFields, excludeFields, sensitivity } = settings;
  if (clearFields.length === 0) return;
  if (sensitivity === "none" && saysItself("clear_fields")) {
    const place = placeOf("clear_fields", { key: true });
    report("LW1423", place, "clear_fields has no effect with pii: 0", "remove it");
  }
  const excluded = excludeFields.map((field) => field.toLowerCase());
  for (const field of clearFields.filter((field) => excluded.includes(field.toLowerCase()))) {
    const place = placeOf("clear_fields", { within: field });
    report(
      "LW1423",
      place,
      `${field} stands in clear_fields and in exclude_fields`,
      "keep one of the two",
    );
  }
});
