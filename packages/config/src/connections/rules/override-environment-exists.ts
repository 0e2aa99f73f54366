import { didYouMean } from "../../did-you-mean.ts";
import type { Rule } from "../../rules/rule.ts";
import type { Place } from "../../sections/platform-draft.ts";
import { showValue } from "../../show-value.ts";
import { plainMap } from "../../source/plain-map.ts";

/** Overrides under `environments:` name environments that platform.yaml declares. */
export const overrideEnvironmentExists: Rule = (draft, report) => {
  const known = draft.environments.map(({ name }) => name);
  const check = (raw: Readonly<Record<string, unknown>>, { section, path }: Place) => {
    for (const name of Object.keys(plainMap(raw.environments))) {
      if (known.includes(name)) continue;
      const at: Place = { section, path: [...path, "environments", name], aim: { key: true } };
      const hint = didYouMean(name, known) ?? `declared: ${known.join(", ")}`;
      report("LW1304", at, `no environment is called ${showValue(name)}`, hint);
    }
  };
  for (const { raw, place } of draft.connections) check(raw, place);
  for (const { raw, place } of draft.classes) check(raw, place);
  for (const { raw, place } of draft.objects) check(raw, place);
};
