import { eachEntry } from "./appflow-rule.ts";

/** A first load that begins in the future would read nothing. */
export const firstLoadInPast = eachEntry(({ settings, placeOf }, report, { now }) => {
  const { firstLoad } = settings;
  if (firstLoad === "full" || firstLoad <= now) return;
  const day = firstLoad.toISOString().slice(0, 10);
  report({
    code: "LW1413",
    place: placeOf("first_load"),
    message: `first_load ${day} is in the future`,
    hint: "write full, or a day that has passed",
  });
});
