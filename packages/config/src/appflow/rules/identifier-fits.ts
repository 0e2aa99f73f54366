import { identifierOf, longestIdentifier } from "../../names/identifier.ts";
import type { Rule } from "../../rules/rule.ts";
import { namePlace } from "./flow-name-unique.ts";

const longestSuffix = "_current".length;

/** Databases (with what is appended to them) and tables stay within what every engine allows. */
export const identifierFits: Rule = ({ connections, flows }, report) => {
  for (const { name, place } of connections) {
    const excess = identifierOf(name).length + longestSuffix - longestIdentifier;
    if (excess <= 0) continue;
    const message = `the schemas of connection "${name.slice(0, 40)}…" would be longer than ${longestIdentifier} characters`;
    report("LW1506", place, message, `shorten the name by ${excess}`);
  }
  for (const flow of flows) {
    if (flow.table.length <= longestIdentifier || flow.direction === "out") continue;
    const message = `the table of the object would have ${flow.table.length} characters, ${longestIdentifier} are possible`;
    report("LW1506", namePlace(flow), message);
  }
};
