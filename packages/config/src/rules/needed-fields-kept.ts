import { eachEntry } from "./rule.ts";

/** A flow cannot leave out the fields by which its own rows are told apart and put in order. */
export const neededFieldsKept = eachEntry(({ settings, direction, placeOf }, report) => {
  if (direction === "out" || settings.source !== "salesforce") return;
  const needed = ["Id"];
  if (settings.incremental) needed.push(settings.incrementalField);
  if (settings.includeDeleted) needed.push("IsDeleted");
  const lower = needed.map((field) => field.toLowerCase());
  for (const field of settings.excludeFields) {
    if (!lower.includes(field.toLowerCase())) continue;
    const place = placeOf("exclude_fields", { within: field });
    report("LW1417", place, `exclude_fields holds ${field}, which the flow needs`, "remove it");
  }
});
