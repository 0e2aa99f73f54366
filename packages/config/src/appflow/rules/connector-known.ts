import { destinationConnectors, sourceConnectors } from "../../connections/connectors.ts";
import { didYouMean } from "../../did-you-mean.ts";
import { showValue } from "../../show-value.ts";
import { eachEntry } from "./appflow-rule.ts";

/** `source` and `destination` are connectors that flows can use. */
export const connectorKnown = eachEntry(({ settings, placeOf }, report) => {
  const ends = [
    { key: "source", value: settings.source, known: sourceConnectors },
    { key: "destination", value: settings.destination, known: destinationConnectors },
  ] as const;
  for (const { key, value, known } of ends) {
    if (value === undefined || known.some((connector) => connector === value)) continue;
    const hint = didYouMean(value, known) ?? `one of ${known.join(", ")}`;
    report({
      code: "LW1403",
      place: placeOf(key),
      message: `${key} ${showValue(value)} is not a connector flows can use`,
      hint,
    });
  }
});
