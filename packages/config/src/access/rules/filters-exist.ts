import { didYouMean } from "../../did-you-mean.ts";
import { showValue } from "../../show-value.ts";
import { below } from "../../source/place.ts";
import { aboutAccess } from "./access-rule.ts";

/** Grants name filters that access.yaml declares. */
export const filtersExist = aboutAccess(({ grants, filters, place: { section } }, report) => {
  for (const { resource, place } of grants) {
    if (resource.kind !== "filter" || filters.has(resource.filter)) continue;
    // A filter that the schema refused is already reported.
    if (section.isWritten(["access", "filters", resource.filter])) continue;
    const hint = didYouMean(resource.filter, filters.keys()) ?? "declare it under filters:";
    const message = `no filter is called ${showValue(resource.filter)}`;
    report({ code: "LW1613", place: below(place, "filter"), message, hint });
  }
});
