import { aboutVault } from "./warehouse-rule.ts";

/** Each link of a bridge shares a hub with one listed before it: otherwise every key would be joined with every other. */
export const bridgesConnect = aboutVault(({ bridges, links }, report) => {
  for (const { name, links: names, place } of bridges) {
    const chain = names.flatMap((link) => links.find((each) => each.name === link) ?? []);
    const reached = new Set(chain[0]?.ends.map(({ hub }) => hub));
    for (const { name: link, ends } of chain.slice(1)) {
      if (ends.some(({ hub }) => reached.has(hub))) {
        for (const { hub } of ends) reached.add(hub);
        continue;
      }
      const message = `bridge ${name}: link ${link} shares no hub with a link before it`;
      report({ code: "LW1711", place, message, hint: `those reach ${[...reached].join(", ")}` });
    }
  }
});
