import { reservedWords } from "../../names/reserved-words.ts";
import type { ValueProblem } from "../../values/value-check.ts";

/** Checks the name of the partition column by the rules of the catalog and of SQL. */
export function checkPartitionColumn(name: string): ValueProblem | undefined {
  if (!/^[a-z_][a-z0-9_]{0,126}$/.test(name)) {
    const fixed = name.toLowerCase().replace(/[^a-z0-9_]/g, "_");
    const hint =
      /^[a-z_]/.test(fixed) && fixed.length < 128 ? `such as ${fixed}` : "such as load_date";
    const message = "must be lower-case letters, digits and _, not starting with a digit";
    return { code: "LW1418", message, hint };
  }
  if (!reservedWords.has(name)) return undefined;
  return { code: "LW1418", message: "is a keyword of SQL", hint: `such as ${name}_str` };
}
