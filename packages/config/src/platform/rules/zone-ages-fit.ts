import type { Rule } from "../../rules/rule.ts";
import { zoneNames } from "../../sections/platform.ts";

/** S3 moves nothing to its infrequent-access classes before 30 days. */
const leastArchiveDays = 30;

/** Objects are archived after at least 30 days, and before they are deleted. */
export const zoneAgesFit: Rule = ({ environments }, report) => {
  for (const { zones } of environments) {
    for (const zone of zoneNames) {
      const { archiveAfterDays: archive, expireAfterDays: expire, placeOf } = zones[zone];
      const place = placeOf("archive_after");
      if (archive === undefined || place === undefined) continue;
      if (archive < leastArchiveDays) {
        const message = `archive_after of ${zone} is ${archive} days, S3 allows ${leastArchiveDays} at the earliest`;
        report("LW1254", place, message, "such as 180 days, or na");
      } else if (expire !== undefined && archive >= expire) {
        const message = `${zone} would be archived after ${archive} days and deleted after ${expire}`;
        report("LW1254", place, message, "archive earlier, or leave archive_after out");
      }
    }
  }
};
