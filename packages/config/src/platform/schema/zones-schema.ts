import { z } from "zod";
import { parsedBy } from "../../values/value-check.ts";
import type { zoneNames } from "../types.ts";
import { parseZoneAge } from "../values/zone-age.ts";

const age = z
  .union([z.string(), z.number()], { error: "a time such as 180 days" })
  .superRefine(parsedBy<string | number>(parseZoneAge))
  .optional();

const zoneSchema = z.strictObject({
  archive_after: age.describe(
    "Age at which objects move to a colder storage class: `180 days`, at least 30 days. `na` = never (default).",
  ),
  expire_after: age.describe(
    "Age at which objects are deleted: `7 years`. `na` = never (default).",
  ),
});

const about = {
  raw: "What flows and jobs bring in.",
  curated: "What is made of it.",
  outbound: "What goes back to Salesforce.",
  quarantine: "Files that could not be registered.",
} as const;

/** Age limits of the objects of each zone, on AWS. */
export const zonesSchema = z
  .strictObject({
    raw: zoneSchema.optional().describe(about.raw),
    curated: zoneSchema.optional().describe(about.curated),
    outbound: zoneSchema.optional().describe(about.outbound),
    quarantine: zoneSchema.optional().describe(about.quarantine),
  } satisfies Record<(typeof zoneNames)[number], unknown>)
  .optional();
