import { nameList } from "../../schema/name-list-schema.ts";
import { someText, textLike } from "../../schema/text-schema.ts";

/** Forms of text that several parts of access.yaml share. */
export const resourceName = textLike(
  /^[^.\s*$]+(\.([^.\s*$]+|\*))?$/,
  "a table <database>.<table>, a database, or all its tables <database>.*",
);

export const roleList = nameList();
export const environmentList = nameList();
export const reason = someText;
