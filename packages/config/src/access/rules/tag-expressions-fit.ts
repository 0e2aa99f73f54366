import { awsQuotas, quotaUsage } from "../../aws-quotas.ts";
import { groupBy } from "../../group-by.ts";
import type { Finding } from "../../source/finding.ts";
import { keyBelow } from "../../source/place.ts";
import type { GrantDraft } from "../draft/access-draft.ts";
import { appliesIn } from "../draft/applies-in.ts";
import { aboutAccess } from "./access-rule.ts";

const maxExpressions = awsQuotas.lakeFormation.tagExpressions;
const maxKeys = awsQuotas.cloudFormation.tagExpressionKeys;
const maxBytes = awsQuotas.lakeFormation.tagExpressionBytes;

/** Tag expressions stay within what Lake Formation and CloudFormation take. */
export const tagExpressionsFit = aboutAccess(({ grants, catalogs }, report) => {
  for (const grant of grants) {
    const problem = problemOf(grant);
    if (problem) report({ code: "LW1624", place: keyBelow(grant.place, "tags"), ...problem });
  }
  for (const catalog of catalogs) {
    const own = grants.filter(
      (grant) => grant.resource.kind === "tags" && appliesIn(grant, catalog),
    );
    for (const [to, list] of groupBy(own, (grant) => grant.to)) {
      const near = quotaUsage(list.length, maxExpressions);
      const last = near === "over" ? list[maxExpressions] : list.at(-1);
      if (near === undefined || last === undefined) continue;
      const message = `${to} has ${list.length} tag expressions, Lake Formation allows ${maxExpressions}`;
      const code = near === "over" ? "LW1624" : "LW1647";
      report({
        code,
        place: keyBelow(last.place, "tags"),
        message,
        hint: "join values of a key in one list",
      });
    }
  }
});

function problemOf({ resource }: GrantDraft): Pick<Finding, "message" | "hint"> | undefined {
  if (resource.kind !== "tags") return undefined;
  const entries = Object.entries(resource.expression);
  if (entries.length === 0)
    return { message: "the tag expression is empty", hint: "name a key and its values" };
  const empty = entries.find(([, values]) => values.length === 0);
  if (empty) return { message: `the tag expression names no value of ${empty[0]}` };
  if (entries.length > maxKeys) {
    return {
      message: `the tag expression has ${entries.length} keys, CloudFormation allows ${maxKeys}`,
    };
  }
  const inline = entries.map(([TagKey, TagValues]) => ({ TagKey, TagValues }));
  const bytes = new TextEncoder().encode(JSON.stringify(inline)).length;
  if (bytes <= maxBytes) return undefined;
  return { message: `the tag expression is ${bytes} bytes, Lake Formation allows ${maxBytes}` };
}
