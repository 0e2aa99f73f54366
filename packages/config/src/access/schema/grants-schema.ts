import { z } from "zod";
import { nameList } from "../../schema/name-list-schema.ts";
import { columnList } from "../../schema/name-schemas.ts";
import { someText, text, textLike } from "../../schema/text-schema.ts";
import { environmentList, reason, resourceName, roleList } from "./access-text.ts";
import { oneColumnChoice } from "./filters-schema.ts";

export const grantSchema = z
  .strictObject({
    to: roleList.describe(
      "Role, or several. `nobody` keeps a table closed on purpose; `all_iam_principals` is everyone of the account.",
    ),
    select: resourceName
      .optional()
      .describe("Short for `on:` with `allow: select`: `select: crm.account`."),
    on: resourceName
      .optional()
      .describe(
        "Table as `<database>.<table>`, a database, or all its tables as `<database>.*`; in the warehouse its schema stands for the database, and only `select` is granted.",
      ),
    filter: text().optional().describe("Filter: rows and columns of one table, under its name."),
    tags: z
      .record(z.string(), nameList())
      .optional()
      .describe(
        "Everything with these LF-tags: of every key named here, one of its values. Checked column by column.",
      ),
    level: z
      .enum(["table", "database"])
      .optional()
      .describe("What `tags` choose: `table` (default: tables and columns) or `database`."),
    location: textLike(/^[^$\s]+$/, "a zone, or <zone>/<prefix>")
      .optional()
      .describe("Place where catalog tables may be made: a zone, or `<zone>/<prefix>`."),
    allow: nameList()
      .optional()
      .describe(
        "Permissions: `select`, `insert`, `delete`, `alter`, `drop`, `describe`, `create_table`, `all`. Default: `select`.",
      ),
    columns: columnList.optional().describe("Columns that may be selected. Default: all."),
    except: columnList
      .optional()
      .describe("All columns but these, later ones included. Not beside `columns`."),
    grantable: nameList()
      .optional()
      .describe("Permissions that the role may grant on: some of `allow`."),
    name: textLike(/^[A-Za-z][\w-]{0,62}$/, "letters, digits, - and _, starting with a letter")
      .optional()
      .describe("What answers call the grant. Default: its place in the file."),
    reason: reason.optional().describe("Why it is so. `nobody` needs one."),
    environment: environmentList
      .optional()
      .describe("Environments that have the grant. Default: `all`."),
  })
  .meta(oneColumnChoice);

export const masksSchema = z.array(
  z.strictObject({
    on: resourceName.describe(
      "Table as `<database>.<table>`; in the warehouse `<schema>.<table>`.",
    ),
    columns: columnList.describe("Columns whose values are replaced in the warehouse."),
    for: roleList.describe("Roles that get the replacement."),
    as: z
      .enum(["hash", "constant"])
      .describe("`hash`: a keyed hash, which keeps equality. `constant`: the same `value` always."),
    value: someText.optional().describe("The constant."),
  }),
);
