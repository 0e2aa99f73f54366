import type { Rule } from "../../rules/rule.ts";
import { bucketNames, longestBucketName } from "../bucket-name.ts";

/** The longest bucket of each environment stays within what S3 allows. */
export const bucketNameFits: Rule = ({ name, environments, platformPlace }, report) => {
  if (name === undefined) return;
  for (const { standsFor, account, region, place } of environments) {
    const { quarantine } = bucketNames({ platform: name, environment: standsFor, account, region });
    const excess = quarantine.length - longestBucketName;
    if (excess <= 0) continue;
    const message = `bucket "${quarantine}" would have ${quarantine.length} characters, S3 allows ${longestBucketName}`;
    const at = place.section === platformPlace.section ? place : platformPlace;
    report("LW1201", at, message, `shorten the platform's or environment's name by ${excess}`);
  }
};
