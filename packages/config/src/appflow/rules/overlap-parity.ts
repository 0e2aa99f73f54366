import { eachEntry } from "./appflow-rule.ts";

/** Warns whoever sets an overlap that the two targets treat it differently. */
export const overlapParity = eachEntry(({ direction, settings, placeOf }, report) => {
  if (direction === "out" || !settings.incremental || settings.overlapSeconds === 0) return;
  const message =
    "AppFlow has no overlap, only a schedule offset that shifts the whole window back";
  const hint =
    "on AWS late records arrive later instead of being read twice; leave it out to be equal";
  report({ code: "LW1415", place: placeOf("overlap"), message, hint });
});
