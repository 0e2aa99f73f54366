import { eachEntry } from "./appflow-rule.ts";

/** A field is kept readable only where fields are hidden at all, and where it is read. */
export const clearFieldsUseful = eachEntry(({ settings, placeOf, isSetByObject }, report) => {
  const { clearFields, excludeFields, sensitivity } = settings;
  if (clearFields.length === 0) return;
  if (sensitivity === "none" && isSetByObject("clear_fields")) {
    const place = placeOf("clear_fields", { key: true });
    report({
      code: "LW1423",
      place,
      message: "clear_fields has no effect with pii: 0",
      hint: "remove it",
    });
  }
  const excluded = excludeFields.map((field) => field.toLowerCase());
  for (const field of clearFields.filter((field) => excluded.includes(field.toLowerCase()))) {
    const place = placeOf("clear_fields", { within: field });
    report({
      code: "LW1423",
      place,
      message: `${field} is in both clear_fields and exclude_fields`,
      hint: "keep one of the two",
    });
  }
});
