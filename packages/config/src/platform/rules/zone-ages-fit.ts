import type { Rule } from "../../sections/rule.ts";
import { zoneNames } from "../types.ts";

/** S3 moves nothing to its infrequent-access classes before 30 days. */
const minArchiveDays = 30;

/** Objects are archived after at least 30 days, and before they are deleted. */
export const zoneAgesFit: Rule = ({ environments }, report) => {
  for (const { zones } of environments) {
    for (const zone of zoneNames) {
      const { archiveAfterDays: archive, expireAfterDays: expire, placeOf } = zones[zone];
      const place = placeOf("archive_after");
      if (archive === undefined || place === undefined) continue;
      if (archive < minArchiveDays) {
        const message = `archive_after of ${zone} is ${archive} days, S3 allows ${minArchiveDays} at the earliest`;
        report({ code: "LW1254", place, message, hint: "such as 180 days, or na" });
      } else if (expire !== undefined && archive >= expire) {
        const message = `${zone} would be archived after ${archive} days and deleted after ${expire}`;
        report({
          code: "LW1254",
          place,
          message,
          hint: "archive earlier, or leave archive_after out",
        });
      }
    }
  }
};
