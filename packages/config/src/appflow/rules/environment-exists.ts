import { didYouMean } from "../../did-you-mean.ts";
import type { Report, Rule } from "../../sections/rule.ts";
import { showValue } from "../../show-value.ts";
import { parseNameList } from "../../values/name-list.ts";
import type { ClassDraft, ObjectDraft } from "../draft/flow-draft.ts";

/** `environment` is `all`, or names environments that platform.yaml declares. */
export const environmentExists: Rule = (draft, report) => {
  const known = draft.environments.map(({ name }) => name);
  for (const declared of [...draft.classes, ...draft.objects]) check(declared, known, report);
};

function check({ raw, place }: ClassDraft | ObjectDraft, known: readonly string[], report: Report) {
  const names = parseNameList(raw.environment);
  const { section } = place;
  const path = [...place.path, "environment"];
  for (const name of names) {
    const at = { section, path, aim: { within: name } };
    if (name === "all" && names.length > 1) {
      report({
        code: "LW1406",
        place: at,
        message: "all is listed with other environments",
        hint: "write all alone, or leave it out",
      });
    }
    if (name === "all" || known.includes(name)) continue;
    const hint = didYouMean(name, ["all", ...known]) ?? `declared: ${known.join(", ")}; or all`;
    report({
      code: "LW1406",
      place: at,
      message: `no environment is called ${showValue(name)}`,
      hint,
    });
  }
}
