import { didYouMean } from "../../did-you-mean.ts";
import type { Report } from "../../sections/rule.ts";
import type { Place } from "../../source/place.ts";
import { aboutVault, namesOf } from "./warehouse-rule.ts";

/** Names in the vault exist: hubs of links and satellites, satellites of a point in time, links of a bridge. */
export const vaultNamesExist = aboutVault((vault, report) => {
  const { hubs, links, satellites, pointInTimes, bridges } = vault;
  const ofHubs = { kind: "hub", known: namesOf(hubs) };
  const ofLinks = { kind: "link", known: namesOf(links) };
  const check = checkerOf(report);
  for (const { ends, place } of links) for (const { hub } of ends) check(hub, place, ofHubs);
  for (const { hub, link, place } of satellites) {
    if (hub !== undefined) check(hub, place, ofHubs);
    if (link !== undefined) check(link, place, ofLinks);
  }
  for (const { hub, satellites: own, place } of pointInTimes) {
    check(hub, place, ofHubs);
    const known = namesOf(satellites.filter((satellite) => satellite.hub === hub));
    for (const name of own) check(name, place, { kind: `satellite of hub ${hub}`, known });
  }
  for (const { links: own, place } of bridges) for (const name of own) check(name, place, ofLinks);
});

interface VaultNames {
  readonly kind: string;
  readonly known: ReadonlySet<string>;
}

function checkerOf(report: Report) {
  return (name: string, place: Place, { kind, known }: VaultNames) => {
    if (known.has(name)) return;
    const message = `no ${kind} is called "${name}"`;
    report({ code: "LW1702", place, message, hint: didYouMean(name, known) });
  };
}
