import { z } from "zod";
import { columnList } from "../../schema/name-schemas.ts";
import { someText, textLike } from "../../schema/text-schema.ts";
import { nameKey, sqlName } from "./warehouse-text.ts";

/** Types that mean the same on DuckDB and Redshift. */
export const martTypes = [
  "varchar",
  "boolean",
  "integer",
  "bigint",
  "double precision",
  "decimal(18,2)",
  "date",
  "timestamp",
] as const;

const typeNames = [
  "varchar",
  "varchar(n) of 1 to 65535 bytes",
  ...martTypes.filter((type) => type !== "varchar"),
];

/** One of the types above, or a text of at most so many bytes: Redshift's columns hold 65535. */
const martType = z.union([
  z.enum(martTypes),
  textLike(
    /^varchar\(([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])\)$/,
    `one of ${typeNames.join(", ")}`,
  ),
]);

const martTableSchema = z.strictObject({
  description: someText.describe("What a row is."),
  columns: z
    .record(
      nameKey,
      z.union(
        [
          martType,
          z.strictObject({
            type: martType.describe(
              "Its type, the same on every engine. A text has at most n bytes, 256 where no n is given.",
            ),
            description: someText.describe("What it says."),
          }),
        ],
        {
          error: `one of ${typeNames.join(", ")}, or a map of type and description`,
        },
      ),
    )
    .describe("Columns with their types: the contract, checked before each build."),
  key: columnList.optional().describe("Columns that together are never null and unique."),
  least_rows: z
    .int({ error: "a whole number, 0 or more" })
    .min(0, { error: "a whole number, 0 or more" })
    .optional()
    .describe("Fewest rows of a build that may be published. Default: 1."),
  publish: z
    .boolean()
    .optional()
    .describe("Also write it as Parquet to the `curated` zone. Default: `false`."),
});

export const martsSchema = z.record(
  nameKey,
  z.strictObject({
    project: sqlName
      .optional()
      .describe("ELT project that builds it. Needed where there are several."),
    schema: sqlName.optional().describe("Its schema. Default: `mart_<name>`."),
    owner: someText.optional().describe("Who answers for it. Default: the project's owner."),
    tables: z
      .record(nameKey, martTableSchema)
      .describe("Its tables; the SQL of each is `<models>/<mart>/<table>.sql`."),
  }),
);
