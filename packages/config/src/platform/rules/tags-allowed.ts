import { awsQuotas } from "../../aws-quotas.ts";
import type { Report, Rule } from "../../sections/rule.ts";
import { showValue } from "../../show-value.ts";
import type { TagsDraft } from "../draft/draft-environments.ts";

const maxTags = awsQuotas.tagsOnResource;
const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Tags keep AWS's rules: 50 of them, keys up to 128 and values up to 256 of the characters it allows. */
export const tagsAllowed: Rule = ({ tags, environments }, report) => {
  for (const each of [tags, ...environments.map((environment) => environment.tags)]) {
    checkTags(each, report);
  }
  for (const environment of environments) {
    const count = Object.keys({ ...tags.values, ...environment.tags.values }).length;
    if (count <= maxTags) continue;
    const message = `${count} tags, AWS allows ${maxTags} on a resource`;
    report({ code: "LW1205", place: { ...environment.tags.place, aim: { key: true } }, message });
  }
};

function checkTags({ values, place }: TagsDraft, report: Report): void {
  for (const [key, value] of Object.entries(values)) {
    const { section } = place;
    const path = [...place.path, key];
    const badKey = keyProblem(key);
    if (badKey)
      report({
        code: "LW1205",
        place: { section, path, aim: { key: true } },
        message: `the tag ${showValue(key)} ${badKey}`,
      });
    const badValue = valueProblem(value);
    if (badValue)
      report({
        code: "LW1205",
        place: { section, path },
        message: `the value of tag ${showValue(key)} ${badValue}`,
      });
  }
}

function keyProblem(key: string): string | undefined {
  if (key === "" || key.length > 128) return "must have 1 to 128 characters";
  if (/^aws:/i.test(key)) return "starts with aws:, which AWS keeps for itself";
  return allowed.test(key) ? undefined : "holds a character that AWS refuses";
}

function valueProblem(value: string): string | undefined {
  if (value.length > 256) return "is longer than 256 characters";
  if (value.includes("${")) return "cannot be interpolated";
  return allowed.test(value) ? undefined : "holds a character that AWS refuses";
}
