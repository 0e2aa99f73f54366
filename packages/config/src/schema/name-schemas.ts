import { z } from "zod";
import { checkColumnName } from "../values/column-name.ts";
import { nameList } from "./name-list-schema.ts";
import { textLike } from "./text-schema.ts";

/** Names that several sections write: tables of the catalog, their columns, roles of access.yaml. */
export const tableName = textLike(
  /^[^.\s*$]+\.[^.\s*$]+$/,
  "a table: <database>.<table>, such as crm.account",
);

export const roleName = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/, {
  error: "lower-case letters, digits and _, starting with a letter, at most 63",
});

export const columnList = nameList(checkColumnName);
