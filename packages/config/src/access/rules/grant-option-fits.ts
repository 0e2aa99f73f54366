import { keyBelow } from "../../source/place.ts";
import { aboutAccess } from "./access-rule.ts";

/** The grant option goes with a list of open columns, not with a list of closed ones. */
export const grantOptionFits = aboutAccess(({ grants, filters }, report) => {
  for (const { resource, grantable, place } of grants) {
    if (grantable.length === 0) continue;
    const columns =
      resource.kind === "table"
        ? resource.columns
        : resource.kind === "filter"
          ? filters.get(resource.filter)?.columns
          : undefined;
    if (columns?.kind !== "exclude") continue;
    const message = "a grant option does not go with a list of closed columns";
    report({
      code: "LW1620",
      place: keyBelow(place, "grantable"),
      message,
      hint: "list the open ones under columns:",
    });
  }
});
