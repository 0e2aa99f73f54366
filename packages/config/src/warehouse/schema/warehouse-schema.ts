import { z } from "zod";
import { nameList } from "../../schema/name-list-schema.ts";
import { tableName } from "../../schema/name-schemas.ts";
import { someText, text, textLike } from "../../schema/text-schema.ts";
import { martsSchema } from "./marts-schema.ts";
import { redshiftSchema } from "./redshift-schema.ts";
import { vaultSchema } from "./vault-schema.ts";
import { cronText, nameKey, sqlName } from "./warehouse-text.ts";

const externalSchemaSchema = z.strictObject({
  database: someText.describe("Database of the catalog: the identifier of a connection."),
  role: sqlName.describe("Role of access.yaml as which it is read."),
});

const listedTable = (name: string) =>
  tableName.safeParse(name).success
    ? undefined
    : ({ code: "LW1103", message: "must be a table: <database>.<table>" } as const);

const hours = z
  .int({ error: "a whole number of hours" })
  .min(1, { error: "a whole number of hours, 1 or more" })
  .max(8784, { error: "a whole number of hours, at most a year" });

const freshnessSchema = z.strictObject({
  warn_after: hours
    .optional()
    .describe("Hours since the load date after which a table is late. Default: 36."),
  error_after: hours.optional().describe("Hours after which it is stale. Default: 72."),
  on_stale: z
    .enum(["warn", "stop"])
    .optional()
    .describe("What a stale table does: `warn` (default), or `stop` the build."),
});

const functionName = (name: string) =>
  /^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/.test(name)
    ? undefined
    : ({ code: "LW1103", message: "must be a function: <name> or <schema>.<name>" } as const);

const projectSchema = z.strictObject({
  owner: someText.describe("Who answers for it."),
  role: sqlName.optional().describe("Role of access.yaml that dbt builds as."),
  staging_schema: sqlName
    .optional()
    .describe("Schema of the staging models. Default: `stg_<name>`."),
  schemas: nameList().optional().describe("More schemas that the project's own models write."),
  tables: nameList(listedTable)
    .optional()
    .describe(
      "Tables to make staging models of, beside those of the vault. Default: every table of the catalog when the project has no vault.",
    ),
  trigger: z
    .union([z.literal("arrival"), cronText], {
      error: "arrival, or a time such as cron(0 4 * * ? *)",
    })
    .optional()
    .describe(
      "`arrival` (default): when every table has its run of the day. Or a time: `cron(0 4 * * ? *)`, UTC.",
    ),
  deadline: textLike(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day in quotes, such as "05:00"')
    .optional()
    .describe('Time of day (UTC) by which it must have started, in quotes: `"05:00"`.'),
  freshness: freshnessSchema
    .optional()
    .describe("How old its tables may be. One that is loaded weekly may be six days older."),
  models: text()
    .optional()
    .describe(
      "Folder of the project's own models, from the platform folder. Default: `elt/<name>`.",
    ),
});

/** `warehouse.yaml` */
export const warehouseSchema = z.strictObject({
  warehouse: z
    .strictObject({
      redshift: redshiftSchema.nullable().optional().describe("The warehouse on AWS."),
      external_schemas: z
        .record(nameKey, externalSchemaSchema)
        .nullable()
        .optional()
        .describe(
          "Databases of the catalog as schemas of the warehouse, each as one role sees it.",
        ),
      projects: z
        .record(nameKey, projectSchema)
        .nullable()
        .optional()
        .describe("ELT projects by name: one dbt project for each domain or country."),
      vault: vaultSchema.nullable().optional().describe("The Data Vault."),
      masking_functions: nameList(functionName)
        .optional()
        .describe(
          "Functions of the warehouse that are approved as masking, beside the generated `masked_…`: what passes one is not personal any more. `<name>` or `<schema>.<name>`.",
        ),
      marts: martsSchema.nullable().optional().describe("Schemas for readers, by name."),
    })
    .nullable()
    .describe("The warehouse and what ELT builds in it."),
});
