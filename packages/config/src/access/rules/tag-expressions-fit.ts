import { groupBy } from "../../group-by.ts";
import { nearness } from "../../rules/nearness.ts";
import type { GrantDraft } from "../draft/access-draft.ts";
import { keyBelow } from "../draft/access-reader.ts";
import { appliesIn } from "../draft/applies-in.ts";
import { aboutAccess } from "./access-rule.ts";

const mostExpressions = 50;
const mostKeys = 5;
const mostBytes = 900;

/** Tag expressions stay within what Lake Formation and CloudFormation take. */
export const tagExpressionsFit = aboutAccess(({ grants, catalogs }, report) => {
  for (const grant of grants) {
    const problem = problemOf(grant);
    if (problem) report("LW1624", keyBelow(grant.place, "tags"), ...problem);
  }
  for (const catalog of catalogs) {
    const own = grants.filter(
      (grant) => grant.resource.kind === "tags" && appliesIn(grant, catalog),
    );
    for (const [to, list] of groupBy(own, (grant) => grant.to)) {
      const near = nearness(list.length, mostExpressions);
      const last = near === "over" ? list[mostExpressions] : list.at(-1);
      if (near === undefined || last === undefined) continue;
      const message = `${to} has ${list.length} tag expressions, Lake Formation allows ${mostExpressions}`;
      const code = near === "over" ? "LW1624" : "LW1647";
      report(code, keyBelow(last.place, "tags"), message, "join values of a key in one list");
    }
  }
});

function problemOf({ resource }: GrantDraft): [string, string?] | undefined {
  if (resource.kind !== "tags") return undefined;
  const entries = Object.entries(resource.expression);
  if (entries.length === 0) return ["the tag expression is empty", "name a key and its values"];
  const empty = entries.find(([, values]) => values.length === 0);
  if (empty) return [`the tag expression names no value of ${empty[0]}`];
  if (entries.length > mostKeys) {
    return [`the tag expression has ${entries.length} keys, CloudFormation allows ${mostKeys}`];
  }
  const inline = entries.map(([TagKey, TagValues]) => ({ TagKey, TagValues }));
  const bytes = new TextEncoder().encode(JSON.stringify(inline)).length;
  if (bytes <= mostBytes) return undefined;
  return [`the tag expression is ${bytes} bytes, Lake Formation allows ${mostBytes}`];
}
