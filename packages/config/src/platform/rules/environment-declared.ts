import type { Rule } from "../../sections/rule.ts";
import { valueAt } from "../../source/value-at.ts";

/** There is an environment that can be deployed. */
export const environmentDeclared: Rule = ({ environments, platformPlace }, report) => {
  if (environments.length > 1) return;
  const { section } = platformPlace;
  const path = ["platform", "environments"];
  if (valueAt(section.value, path) === undefined) return; // missing or wrong: already reported
  const hint = 'add dev: { account: "…", region: … }; nothing is deployed by declaring it';
  const message = "no environment is declared besides local";
  report({ code: "LW1203", place: { section, path, aim: { key: true } }, message, hint });
};
