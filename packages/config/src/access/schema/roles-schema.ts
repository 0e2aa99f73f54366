import { z } from "zod";
import { zoneNames } from "../../platform/types.ts";
import { roleName } from "../../schema/name-schemas.ts";
import { someText, textLike } from "../../schema/text-schema.ts";
import { reason, roleList } from "./access-text.ts";

const iamRole = textLike(
  /^(arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}|[\w+=,.@-]{1,64})$/,
  "the name or the ARN of an IAM role",
);

const bypassSchema = z.strictObject({
  through: z.enum(["s3", "kms"]).describe("What lets the role read past Lake Formation."),
  zone: z.enum(zoneNames).describe("Zone that it can read there."),
  reason: reason.describe("Why that is so."),
});

const roleSchema = z.strictObject({
  description: someText.optional().describe("Who that is."),
  kind: z
    .enum(["persona", "steward", "job", "service", "group"])
    .optional()
    .describe(
      "`persona` (default): people of one kind. `steward`: decides about data, and alone sees unclassified columns. `job`, `service`: programs. `group`: what roles have in common.",
    ),
  iam_role: z
    .union([iamRole, z.record(z.string(), iamRole)], {
      error: "the name or the ARN of an IAM role, or one for each environment",
    })
    .optional()
    .describe("IAM role behind it: a name or an ARN, or one for each environment by its name."),
  groups: roleList.optional().describe("Groups whose grants the role has too."),
  glue_version: textLike(/^\d+\.\d+$/, 'a version in quotes, such as "5.0"')
    .optional()
    .describe(
      'Version of Glue that the jobs of a `job` or `service` run on, in quotes: `"5.0"`. Before 5.0 it takes whole tables only.',
    ),
  bypasses: z
    .array(bypassSchema)
    .optional()
    .describe(
      "Ways past Lake Formation that the role has, declared so that the matrix shows them.",
    ),
});

export const rolesSchema = z.record(roleName, roleSchema);
