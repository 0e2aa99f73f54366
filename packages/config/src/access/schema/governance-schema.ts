import { z } from "zod";
import { nameList } from "../../schema/name-list-schema.ts";
import { columnList, tableName } from "../../schema/name-schemas.ts";
import { someText, text, textLike } from "../../schema/text-schema.ts";
import { parseDay } from "../../values/day.ts";
import { parsedBy } from "../../values/value-check.ts";
import { parseResourceName } from "../values/resource-name.ts";
import { reason } from "./access-text.ts";

export const exceptionsSchema = z.array(
  z.strictObject({
    finding: textLike(
      /^(LW\d{4}|[a-z][a-z0-9_-]{1,62})$/,
      "a problem code or the name of a finding",
    ).describe(
      "What is accepted: the code of a warning, such as `LW1628`, the name of a finding of `access matrix`, `widened_access` for what `access diff` reports, or `personal_in_mart`.",
    ),
    on: someText.describe(
      "What it is about: a role, a table or a database; for `widened_access` `<role> <database>.<table>`, or `<role>`; for `personal_in_mart` `<schema>.<table>.<column>`.",
    ),
    owner: someText.describe("Who answers for it."),
    reason: reason.describe("Why it is accepted."),
    expires: text()
      .superRefine(parsedBy<string>(parseDay))
      .describe("Last day on which it holds, such as `2026-12-31`."),
  }),
);

export const domainsSchema = z.record(
  z.string().regex(/^[a-z][a-z0-9_]{0,62}$/, {
    error: "lower-case letters, digits and _, starting with a letter",
  }),
  z.strictObject({
    owner: someText.describe("Who decides about the domain: a team or an address."),
    databases: nameList()
      .optional()
      .describe("Databases of the lake and schemas of the warehouse that the domain owns."),
    tables: nameList((name) =>
      parseResourceName(name)?.kind === "table"
        ? undefined
        : { code: "LW1103", message: "is not a table: write <database>.<table>" },
    )
      .optional()
      .describe(
        "Single tables that the domain owns, as `<database>.<table>`, whoever owns their database.",
      ),
    tags: nameList().optional().describe("Tag keys that the domain owns."),
    shared_with: nameList((account) =>
      /^\d{12}$/.test(account)
        ? undefined
        : { code: "LW1103", message: "is not an account: twelve digits in quotes" },
    )
      .optional()
      .describe(
        "AWS accounts that the domain's tables of the lake are shared with: twelve digits in quotes.",
      ),
  }),
);

export const testsSchema = z.array(
  z.strictObject({
    name: someText.describe("A sentence that must hold."),
    as: text().describe("Role that looks."),
    on: tableName.describe(
      "Table that it looks at, as `<database>.<table>` or `<schema>.<table>`.",
    ),
    expects: z
      .enum(["denied", "allowed"])
      .optional()
      .describe("`denied`: it sees nothing of the table. Default: `allowed`."),
    columns: columnList.optional().describe("Exactly the columns that it sees."),
    hides: columnList.optional().describe("Columns that it does not see."),
    rows: z
      .string()
      .optional()
      .describe("Exactly the rows that it sees: `all`, or a row expression as in `filters`."),
  }),
);
