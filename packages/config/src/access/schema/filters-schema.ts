import { z } from "zod";
import { columnList, tableName } from "../../schema/name-schemas.ts";
import { someText } from "../../schema/text-schema.ts";

/** In the editor too: a column list or an exclude list, not both. */
export const oneColumnChoice = { allOf: [{ not: { required: ["columns", "except"] } }] };

const filterSchema = z
  .strictObject({
    on: tableName.describe("Table as `<database>.<table>`; in the warehouse `<schema>.<table>`."),
    rows: z
      .string()
      .describe(
        "Rows that stay visible: `all`, or comparisons of columns with constants, joined by AND, OR and NOT, such as `billingcountry = 'Germany'`.",
      ),
    columns: columnList.optional().describe("Columns that stay visible. Default: all."),
    except: columnList
      .optional()
      .describe("All columns but these, later ones included. Not beside `columns`."),
    description: someText.optional().describe("What the filter is for."),
  })
  .meta(oneColumnChoice);

export const filtersSchema = z.record(
  z.string().regex(/^[a-z][a-z0-9_]{0,62}$/, {
    error: "lower-case letters, digits and _, starting with a letter, at most 63",
  }),
  filterSchema,
);
