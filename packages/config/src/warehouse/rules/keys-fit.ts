import { tableId } from "../../names/table-id.ts";
import type { Report } from "../../sections/rule.ts";
import type { Placed } from "../../source/place.ts";
import type { Link } from "../types.ts";
import { aboutVault } from "./warehouse-rule.ts";

/** Every feed of a hub, and every link to it, names as many key columns: their hash must be the same. */
export const keysFit = aboutVault(({ hubs, links }, report) => {
  const lengths = new Map(hubs.map(({ name, sources }) => [name, sources[0]?.key.length]));
  for (const { name, sources, place } of hubs) {
    const seen = new Set<string>();
    for (const source of sources) {
      const id = tableId(source);
      if (seen.has(id))
        report({
          code: "LW1707",
          place,
          message: `hub ${name} names ${id} twice`,
          hint: "a link has room for two roles",
        });
      seen.add(id);
      if (source.key.length === lengths.get(name) || source.key.length === 0) continue;
      const message = `hub ${name} has ${count(lengths.get(name))}, its feed ${id} names ${count(source.key.length)}`;
      report({
        code: "LW1707",
        place,
        message,
        hint: "name as many in every feed, in the same order",
      });
    }
  }
  for (const link of links) checkLink(link, lengths, report);
});

function checkLink(
  { name, ends, drivingEnd, place }: Placed<Link>,
  lengths: ReadonlyMap<string, number | undefined>,
  report: Report,
) {
  if (ends.length < 2)
    report({
      code: "LW1707",
      place,
      message: `link ${name} has ${ends.length} end`,
      hint: "a link has two ends or more",
    });
  if (drivingEnd !== undefined && !ends.some((end) => end.name === drivingEnd)) {
    const message = `link ${name} has no end called "${drivingEnd}"`;
    report({
      code: "LW1707",
      place,
      message,
      hint: `driving_end is one of ${ends.map((e) => e.name).join(", ")}`,
    });
  }
  for (const { name: end, hub, key } of ends) {
    const length = lengths.get(hub);
    if (length === undefined || length === key.length) continue;
    const message = `link ${name} names ${count(key.length)} for ${end}, hub ${hub} has ${count(length)}`;
    report({ code: "LW1707", place, message, hint: "name as many, in the order of the hub's key" });
  }
}

function count(columns: number | undefined): string {
  return columns === 1 ? "1 key column" : `${columns} key columns`;
}
