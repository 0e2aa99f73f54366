import { z } from "zod";
import { filtersSchema } from "./filters-schema.ts";
import { domainsSchema, exceptionsSchema, testsSchema } from "./governance-schema.ts";
import { grantSchema, masksSchema } from "./grants-schema.ts";
import { rolesSchema } from "./roles-schema.ts";
import { assignSchema, tagsSchema } from "./tags-schema.ts";

/** `access.yaml` */
export const accessSchema = z.strictObject({
  access: z
    .strictObject({
      roles: rolesSchema
        .nullable()
        .optional()
        .describe("Who looks at data: personas, stewards, jobs, services and groups, by name."),
      tags: tagsSchema
        .nullable()
        .optional()
        .describe(
          "LF-tags: keys with their values. `sensitivity` is always there, with `personal`, `internal`, `public` and `unclassified`: a table gets it from its flow's `pii` (1 = `personal`, 0 = `internal`, absent = `unclassified`) unless `assign` says otherwise for the table or its columns.",
        ),
      assign: assignSchema
        .nullable()
        .optional()
        .describe("Tags of databases, tables and columns. Lower down replaces, key by key."),
      filters: filtersSchema
        .nullable()
        .optional()
        .describe("Rows and columns of a table, by name, for grants to use."),
      grants: z
        .array(grantSchema)
        .nullable()
        .optional()
        .describe("Who may do what. There is no deny: what nothing grants is closed."),
      masks: masksSchema
        .nullable()
        .optional()
        .describe("What roles see in the warehouse in place of values that are closed to them."),
      exceptions: exceptionsSchema
        .nullable()
        .optional()
        .describe("Warnings that somebody answers for until a day."),
      domains: domainsSchema
        .nullable()
        .optional()
        .describe("Who owns databases, tags and shares, by the domain's name."),
      tests: testsSchema
        .nullable()
        .optional()
        .describe("Sentences about access that must hold; `lakewright access test` checks them."),
    })
    .nullable()
    .describe("Who may see what, in the words of Lake Formation."),
});
