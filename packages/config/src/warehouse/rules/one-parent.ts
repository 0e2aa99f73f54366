import { tableId } from "../../names/table-id.ts";
import { aboutVault } from "./warehouse-rule.ts";

/** A satellite describes one hub by one of its feeds, or one link by the link's own feed. */
export const oneParent = aboutVault(({ hubs, satellites }, report) => {
  for (const { name, hub, link, source, place } of satellites) {
    if ((hub === undefined) === (link === undefined)) {
      const message = `satellite ${name} has ${hub === undefined ? "neither hub nor link" : "both hub and link"}`;
      report({ code: "LW1707", place, message, hint: "a satellite describes one hub or one link" });
    } else if (link !== undefined && source !== undefined) {
      const message = `satellite ${name} of link ${link} names a table of its own`;
      report({ code: "LW1707", place, message, hint: "remove it: the feed is the link's own" });
    }
    const sources = hubs.find((each) => each.name === hub)?.sources;
    if (!source || !sources || sources.some((each) => tableId(each) === tableId(source))) continue;
    const message = `satellite ${name} is fed by ${tableId(source)}, which is not a feed of hub ${hub}`;
    report({
      code: "LW1707",
      place,
      message,
      hint: `add it to the sources of ${hub}, with the key columns`,
    });
  }
});
