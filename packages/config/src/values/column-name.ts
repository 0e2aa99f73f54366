import type { ValueProblem } from "./value-check.ts";

/** Checks the name of a catalog column. Upper case is allowed: the catalog folds it. */
export function checkColumnName(name: string): ValueProblem | undefined {
  if (/^[a-z_][a-z0-9_]{0,254}$/i.test(name)) return undefined;
  const nested = name.includes(".");
  const hint = nested
    ? "write the column alone, without its table; nested fields are not supported yet"
    : "letters, digits and _, such as billingcountry; leave the key out for all columns";
  return { code: "LW1103", message: "is not a column name", hint, within: name };
}
