import { didYouMean } from "../../did-you-mean.ts";
import type { Report } from "../../rules/rule.ts";
import type { Place } from "../../sections/platform-draft.ts";
import { aboutVault, namesOf } from "./warehouse-rule.ts";

/** What the vault's parts name exists: hubs of links and satellites, satellites of a point in time, links of a bridge. */
export const vaultNamesExist = aboutVault((vault, report) => {
  const { hubs, links, satellites, pointInTimes, bridges } = vault;
  const [hubNames, linkNames] = [namesOf(hubs), namesOf(links)];
  const check = checkerOf(report);
  for (const { ends, place } of links)
    for (const { hub } of ends) check("hub", hub, hubNames, place);
  for (const { hub, link, place } of satellites) {
    if (hub !== undefined) check("hub", hub, hubNames, place);
    if (link !== undefined) check("link", link, linkNames, place);
  }
  for (const { hub, satellites: own, place } of pointInTimes) {
    check("hub", hub, hubNames, place);
    const ofHub = namesOf(satellites.filter((satellite) => satellite.hub === hub));
    for (const name of own) check(`satellite of hub ${hub}`, name, ofHub, place);
  }
  for (const { links: own, place } of bridges)
    for (const name of own) check("link", name, linkNames, place);
});

function checkerOf(report: Report) {
  return (what: string, name: string, known: ReadonlySet<string>, place: Place) => {
    if (known.has(name)) return;
    report("LW1702", place, `no ${what} is called "${name}"`, didYouMean(name, known));
  };
}
