import { eachEntry } from "./appflow-rule.ts";

/** CreatedDate orders new records only: what changes later never arrives. */
export const notCreatedDate = eachEntry(({ direction, settings, placeOf }, report) => {
  if (direction === "out" || !settings.incremental) return;
  if (settings.incrementalField.toLowerCase() !== "createddate") return;
  const message = "increments ordered by CreatedDate miss every update";
  report({
    code: "LW1412",
    place: placeOf("incremental_field"),
    message,
    hint: "use SystemModstamp, the default",
  });
});
