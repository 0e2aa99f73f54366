import { didYouMean } from "../../did-you-mean.ts";
import type { Rule } from "../../sections/rule.ts";
import { showValue } from "../../show-value.ts";

/** `local` stands for an environment that is declared. */
export const standsForExists: Rule = ({ environments }, report) => {
  const others = environments.map(({ name }) => name).filter((name) => name !== "local");
  const local = environments.find(({ name }) => name === "local");
  if (local === undefined || others.length === 0 || others.includes(local.standsFor)) return;
  const { section, path } = local.place;
  const message = `no environment is called ${showValue(local.standsFor)}`;
  const hint = didYouMean(local.standsFor, others) ?? `declared: ${others.join(", ")}`;
  report({ code: "LW1202", place: { section, path: [...path, "stands_for"] }, message, hint });
};
