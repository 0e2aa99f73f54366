import { z } from "zod";
import { someText, textLike } from "../../schema/text-schema.ts";
import { deploymentSchema, sharedDeploymentSchema } from "./deployment-schema.ts";
import { lineageSchema } from "./lineage-schema.ts";
import { zonesSchema } from "./zones-schema.ts";

const nameForm = /^(?!xn--|sthree-|amzn-s3-demo-)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const nameRule = "lower-case letters, digits and single hyphens, starting with a letter";

export const tagsSchema = z.record(z.string(), z.string());

const localSchema = z.strictObject({
  stands_for: z
    .string()
    .optional()
    .describe("Environment whose names and flows this machine uses. Default: the first one."),
  lineage: lineageSchema.optional().describe("Instead of the `lineage` of the platform."),
  tags: tagsSchema.optional().describe("Tags that are added to those of the platform."),
});

const environmentSchema = z.strictObject({
  account: textLike(/^\d{12}$/, "twelve digits in quotes").describe(
    'AWS account: twelve digits, in quotes so that YAML keeps leading zeros ("012345678901").',
  ),
  region: textLike(/^[a-z]{2}(-[a-z]+)+-\d$/, "a region such as eu-west-1").describe(
    "AWS region, such as `eu-west-1`.",
  ),
  tags: tagsSchema.optional().describe("Tags that are added to those of the platform."),
  zones: zonesSchema.describe("Keys of `zones` that differ here."),
  lineage: lineageSchema.optional().describe("Instead of the `lineage` of the platform."),
  deployment: deploymentSchema
    .optional()
    .describe("How the environment is deployed, and what its account brings."),
});

/** `platform.yaml` */
export const platformSchema = z.strictObject({
  platform: z
    .strictObject({
      name: textLike(nameForm, nameRule).describe(
        "Short name; it starts the name of every bucket and flow.",
      ),
      owner: someText.describe("Who answers for the platform: a team or an address."),
      description: someText.optional().describe("What the platform is for."),
      tags: tagsSchema.optional().describe("Tags of every resource: key and text."),
      zones: zonesSchema.describe("How long each zone keeps what it holds, on AWS."),
      lineage: lineageSchema
        .optional()
        .describe("Where OpenLineage events are sent to, beside the files that hold them."),
      deployment: sharedDeploymentSchema
        .optional()
        .describe("How every environment is deployed; each may add to it or differ."),
      environments: z
        .strictObject({
          local: localSchema.optional().describe("This machine. Always there, declared or not."),
        })
        .catchall(environmentSchema)
        .describe("Environments by name: `dev`, `prod` and so on, each with account and region."),
    })
    .describe("The platform and where it runs."),
});
