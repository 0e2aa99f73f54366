import { reservedWords } from "../../names/reserved-words.ts";
import { eachFlow } from "../../rules/rule.ts";
import { namePlace } from "./flow-name-unique.ts";

/** Salesforce has objects called Order, Case and Group: their tables work, in quotes. */
export const tableNotKeyword = eachFlow((flow, report) => {
  if (flow.direction === "out" || !reservedWords.has(flow.table)) return;
  const message = `table "${flow.table}" is a keyword of SQL`;
  report(
    "LW1507",
    namePlace(flow),
    message,
    `write it in double quotes in queries: "${flow.table}"`,
  );
});
