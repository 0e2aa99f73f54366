import { destinationConnectors, sourceConnectors } from "../../connections/connectors.ts";
import { didYouMean } from "../../did-you-mean.ts";
import { eachEntry } from "../../rules/rule.ts";
import { showValue } from "../../show-value.ts";

/** `source` and `destination` are connectors that flows can use. */
export const connectorKnown = eachEntry(({ settings, placeOf }, report) => {
  const ends = [
    { key: "source", value: settings.source, known: sourceConnectors },
    { key: "destination", value: settings.destination, known: destinationConnectors },
  ] as const;
  for (const { key, value, known } of ends) {
    if (value === undefined || known.some((connector) => connector === value)) continue;
    const hint = didYouMean(value, known) ?? `one of ${known.join(", ")}`;
    report(
      "LW1403",
      placeOf(key),
      `${key} ${showValue(value)} is not a connector flows can use`,
      hint,
    );
  }
});
