import { databaseName, maxIdentifierLength } from "../../names/database-and-table-name.ts";
import { maxSchemaSuffixLength } from "../../names/schema-names.ts";
import type { Rule } from "../../sections/rule.ts";
import { companionTable, draftHasCompanion } from "../companion.ts";
import { namePlace } from "../draft/flow-draft.ts";

/** Databases (with what is appended to them) and tables stay within what every engine allows. */
export const identifierFits: Rule = ({ connections, flows }, report) => {
  for (const { name, place } of connections) {
    const excess = databaseName(name).length + maxSchemaSuffixLength - maxIdentifierLength;
    if (excess <= 0) continue;
    const message = `the schemas of connection "${name.slice(0, 40)}…" would be longer than ${maxIdentifierLength} characters`;
    report({ code: "LW1506", place, message, hint: `shorten the name by ${excess}` });
  }
  for (const flow of flows) {
    const table = draftHasCompanion(flow) ? companionTable(flow.table) : flow.table;
    if (table.length <= maxIdentifierLength || flow.direction === "out") continue;
    const message = `the table ${table === flow.table ? "of the object" : "for refreshes of the object"} would have ${table.length} characters, ${maxIdentifierLength} are possible`;
    report({ code: "LW1506", place: namePlace(flow), message });
  }
};
