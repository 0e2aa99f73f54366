import { eachEntry } from "./appflow-rule.ts";

/** Rows go into the lake or out of it: one end is S3, the other is not. */
export const directionFits = eachEntry(({ settings, placeOf, isSetByObject }, report) => {
  const { source, destination } = settings;
  if (source === undefined) return;
  if ((source === "s3") !== (destination === "s3")) return;
  const key = isSetByObject("destination") || !isSetByObject("source") ? "destination" : "source";
  const hint = "salesforce to s3 reads into the lake, s3 to salesforce writes back";
  report({
    code: "LW1404",
    place: placeOf(key),
    message: `a flow from ${source} to ${destination} is not possible`,
    hint,
  });
});
