import { eachEntry } from "./appflow-rule.ts";

const systemFields = [
  "id",
  "isdeleted",
  "createddate",
  "lastmodifieddate",
  "systemmodstamp",
  "name",
  "ownerid",
];

/** The partition column does not hide a field of the object. */
export const partitionColumnFree = eachEntry(({ settings, placeOf }, report) => {
  const { partitionColumn } = settings;
  const fields = [...systemFields, settings.incrementalField.toLowerCase()];
  if (!fields.includes(partitionColumn)) return;
  const message = `bookmark_col "${partitionColumn}" is also a field of the object`;
  report({
    code: "LW1418",
    place: placeOf("bookmark_col"),
    message,
    hint: "such as load_date, the default",
  });
});
