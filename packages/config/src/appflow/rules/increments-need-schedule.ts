import { eachEntry } from "./appflow-rule.ts";

/** AppFlow pulls increments on a schedule only; on demand it reads everything, each time. */
export const incrementsNeedSchedule = eachEntry(
  ({ direction, settings, name, placeOf }, report) => {
    if (direction === "out" || !settings.incremental || settings.schedule !== undefined) return;
    const message = `${name ? `"${name}"` : "the object"} is incremental without a schedule: AppFlow reads everything on demand`;
    report({
      code: "LW1421",
      place: placeOf("incremental_load"),
      message,
      hint: "add a schedule_expression, or incremental_load: 0",
    });
  },
);
