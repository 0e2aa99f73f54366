import { z } from "zod";
import { checkSecret, referencePattern } from "../../values/reference.ts";
import { checkedBy } from "../../values/value-check.ts";
import { checkLineageUrl } from "../values/lineage-url.ts";

/** `lineage` of the platform, and of one environment in its place. */
export const lineageSchema = z.strictObject({
  url: z
    .string()
    .superRefine(checkedBy(checkLineageUrl))
    .describe(
      "Address of an OpenLineage server; events go to `<url>/api/v1/lineage`. https, except on this machine.",
    ),
  api_key: z
    .string()
    .superRefine(checkedBy(checkSecret))
    .meta({ pattern: referencePattern.source })
    .optional()
    .describe(`Its key, sent as bearer token: \`\${env:NAME}\` or \`\${secret:NAME}\`.`),
});
