import { z } from "zod";
import { nameList } from "../../schema/name-list-schema.ts";
import { columnList } from "../../schema/name-schemas.ts";
import { resourceName } from "./access-text.ts";

export const tagsSchema = z.record(z.string(), nameList());

const tagValues = z.record(z.string(), z.string());

export const assignSchema = z.array(
  z.strictObject({
    on: resourceName.describe(
      "Database, or table as `<database>.<table>`; in the warehouse its schema stands for the database.",
    ),
    columns: columnList.optional().describe("Columns of the table. Default: the table as a whole."),
    tags: tagValues.describe(
      "One value for each key. It replaces what the table or the database above says for that key.",
    ),
  }),
);
