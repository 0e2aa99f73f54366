import { z } from "zod";
import { parseNameList } from "../values/name-list.ts";
import { checkPlainText } from "../values/reference.ts";
import { checkedBy, type ValueProblem } from "../values/value-check.ts";

/** Names as a comma list or a YAML list: none empty, none twice, each passing the check. */
export const nameList = (check: (name: string) => ValueProblem | undefined = () => undefined) =>
  z
    .union([z.string(), z.array(z.string())], { error: "names separated by commas, or a list" })
    .superRefine(checkedBy((value) => firstListProblem(parseNameList(value), check)));

function firstListProblem(
  names: readonly string[],
  check: (name: string) => ValueProblem | undefined,
): ValueProblem | undefined {
  for (const [index, name] of names.entries()) {
    if (name === "")
      return { code: "LW1103", message: "has an empty entry", hint: "remove the extra comma" };
    if (names.indexOf(name) < index)
      return { code: "LW1103", message: `names "${name.slice(0, 60)}" twice`, within: name };
    const problem = checkPlainText(name) ?? check(name);
    if (problem)
      return { ...problem, message: `holds "${name.slice(0, 60)}", which ${problem.message}` };
  }
  return undefined;
}
