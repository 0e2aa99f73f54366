import { didYouMean } from "../../did-you-mean.ts";
import { zoneNames } from "../../sections/platform.ts";
import { showValue } from "../../show-value.ts";
import { checkKeyPrefix } from "../../values/key-prefix.ts";
import { below } from "../draft/access-reader.ts";
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
      report("LW1637", at, `there is no zone ${showValue(zone)}`, hint);
      continue;
    }
    const problem = checkKeyPrefix(prefix);
    if (problem)
      report("LW1637", at, `the prefix ${showValue(prefix)} ${problem.message}`, problem.hint);
  }
});
