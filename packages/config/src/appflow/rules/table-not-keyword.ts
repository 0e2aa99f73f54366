import { reservedWords } from "../../names/reserved-words.ts";
import { namePlace } from "../draft/flow-draft.ts";
import { eachFlow } from "./appflow-rule.ts";

/** Salesforce has objects called Order, Case and Group: their tables work, in quotes. */
export const tableNotKeyword = eachFlow((flow, report) => {
  if (flow.direction === "out" || !reservedWords.has(flow.table)) return;
  const message = `table "${flow.table}" is a keyword of SQL`;
  report({
    code: "LW1507",
    place: namePlace(flow),
    message,
    hint: `write it in double quotes in queries: "${flow.table}"`,
  });
});
