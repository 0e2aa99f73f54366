import type { Rule } from "../../sections/rule.ts";
import { bucketNames, maxBucketNameLength } from "../bucket-name.ts";

/** The longest bucket of each environment stays within what S3 allows. */
export const bucketNameFits: Rule = ({ name, environments, platformPlace }, report) => {
  if (name === undefined) return;
  for (const { standsFor, account, region, place } of environments) {
    const { quarantine } = bucketNames({ platform: name, environment: standsFor, account, region });
    const excess = quarantine.length - maxBucketNameLength;
    if (excess <= 0) continue;
    const message = `bucket "${quarantine}" would have ${quarantine.length} characters, S3 allows ${maxBucketNameLength}`;
    const at = place.section === platformPlace.section ? place : platformPlace;
    report({
      code: "LW1201",
      place: at,
      message,
      hint: `shorten the platform's or environment's name by ${excess}`,
    });
  }
};
