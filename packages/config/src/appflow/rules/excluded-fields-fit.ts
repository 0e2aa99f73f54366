import { eachEntry } from "../../rules/rule.ts";

const longestTaskValue = 2048;

/** AppFlow takes the excluded fields as one JSON text of limited length. */
export const excludedFieldsFit = eachEntry(({ settings, placeOf }, report) => {
  const { length } = JSON.stringify(settings.excludeFields);
  if (length <= longestTaskValue) return;
  const message = `exclude_fields is ${length} characters as a list, AppFlow allows ${longestTaskValue}`;
  report("LW1416", placeOf("exclude_fields"), message, "exclude fewer fields");
});
