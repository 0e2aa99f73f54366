import { didYouMean } from "../../did-you-mean.ts";
import { zoneNames } from "../../platform/types.ts";
import { showValue } from "../../show-value.ts";
import { below } from "../../source/place.ts";
import { checkKeyPrefix } from "../../values/key-prefix.ts";
import { aboutAccess } from "./access-rule.ts";

/** Data locations lie in the platform's zones. */
export const locationsInZones = aboutAccess(({ grants }, report) => {
  for (const { resource, place } of grants) {
    if (resource.kind !== "location") continue;
    const { zone, prefix } = resource;
    const at = below(place, "location");
    if (!zoneNames.some((known) => known === zone)) {
      const hint =
        didYouMean(zone, zoneNames) ??
        `write <zone>/<prefix>; the zones are ${zoneNames.join(", ")}`;
      report({ code: "LW1637", place: at, message: `there is no zone ${showValue(zone)}`, hint });
      continue;
    }
    const problem = checkKeyPrefix(prefix);
    if (problem)
      report({
        code: "LW1637",
        place: at,
        message: `the prefix ${showValue(prefix)} ${problem.message}`,
        hint: problem.hint,
      });
  }
});
