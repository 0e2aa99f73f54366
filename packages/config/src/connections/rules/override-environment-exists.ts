import { didYouMean } from "../../did-you-mean.ts";
import type { Rule } from "../../sections/rule.ts";
import { showValue } from "../../show-value.ts";
import type { Place } from "../../source/place.ts";
import { plainMap } from "../../source/raw-value.ts";

/** Overrides under `environments:` name environments that platform.yaml declares. */
export const overrideEnvironmentExists: Rule = (draft, report) => {
  const known = draft.environments.map(({ name }) => name);
  const check = (raw: Readonly<Record<string, unknown>>, { section, path }: Place) => {
    for (const name of Object.keys(plainMap(raw.environments))) {
      if (known.includes(name)) continue;
      const at: Place = { section, path: [...path, "environments", name], aim: { key: true } };
      const hint = didYouMean(name, known) ?? `declared: ${known.join(", ")}`;
      report({
        code: "LW1304",
        place: at,
        message: `no environment is called ${showValue(name)}`,
        hint,
      });
    }
  };
  for (const { raw, place } of draft.connections) check(raw, place);
  for (const { raw, place } of draft.classes) check(raw, place);
  for (const { raw, place } of draft.objects) check(raw, place);
};
