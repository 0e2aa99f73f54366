import type { EntryDraft } from "../draft/flow-draft.ts";
import { eachEntry } from "./appflow-rule.ts";

/** A flow cannot leave out the fields that identify and order its rows. */
export const neededFieldsKept = eachEntry((entry, report) => {
  const { settings, placeOf } = entry;
  const needed = neededFields(entry);
  const lower = needed.map((field) => field.toLowerCase());
  for (const field of entry.direction === "in" ? settings.excludeFields : []) {
    if (!lower.includes(field.toLowerCase())) continue;
    const place = placeOf("exclude_fields", { within: field });
    report({
      code: "LW1417",
      place,
      message: `exclude_fields holds ${field}, which the flow needs`,
      hint: "remove it",
    });
  }
  if (settings.fields === undefined) return;
  const read = settings.fields.map((field) => field.toLowerCase());
  for (const field of needed.filter((name) => !read.includes(name.toLowerCase()))) {
    const message = `fields lacks ${field}, which the flow needs`;
    report({ code: "LW1425", place: placeOf("fields"), message, hint: `add ${field}` });
  }
});

/** Fields that rows are matched and ordered by; for other connectors the identifying fields are unknown here. */
function neededFields({ settings, direction }: EntryDraft): string[] {
  if (direction === "out") return [...settings.upsertFields];
  const ordering = settings.incremental ? [settings.incrementalField] : [];
  if (settings.source !== "salesforce") return ordering;
  return ["Id", ...ordering, ...(settings.includeDeleted ? ["IsDeleted"] : [])];
}
