import { z } from "zod";
import { nameList } from "../../schema/name-list-schema.ts";
import { someText, textLike } from "../../schema/text-schema.ts";
import { checkColumnName } from "../../values/column-name.ts";

/** Forms of text that several parts of access.yaml share. */
export const tableName = textLike(
  /^[^.\s*$]+\.[^.\s*$]+$/,
  "a table: <database>.<table>, such as crm.account",
);

export const resourceName = textLike(
  /^[^.\s*$]+(\.([^.\s*$]+|\*))?$/,
  "a table <database>.<table>, a database, or all its tables <database>.*",
);

export const roleName = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/, {
  error: "lower-case letters, digits and _, starting with a letter, at most 63",
});

export const columnList = nameList(checkColumnName);
export const roleList = nameList();
export const environmentList = nameList();
export const reason = someText;
