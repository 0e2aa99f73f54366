import { missingColumnHint } from "../../known-columns.ts";
import { type TableName, tableId } from "../../names/table-id.ts";
import { showValue } from "../../show-value.ts";
import { below, type Place, wordBelow } from "../../source/place.ts";
import type { VaultDraft } from "../draft/warehouse-draft.ts";
import { aboutWarehouse } from "./warehouse-rule.ts";

/** Keys of hubs and links and columns of satellites are columns of their feed, as far as the catalog knows it. */
export const vaultColumnsExist = aboutWarehouse(({ vault, catalogs }, report, { knownColumns }) => {
  const catalog = catalogs.find(({ environment }) => environment === knownColumns?.environment);
  if (!vault || !knownColumns || !catalog) return;
  for (const { table, columns, place, key } of mentions(vault)) {
    const id = tableId(table);
    const known = catalog.tables.has(id) ? knownColumns.tables.get(id) : undefined;
    if (!known) continue;
    for (const column of columns.filter((name) => !known.includes(name))) {
      const message = `${id} has no column ${showValue(column)}`;
      const hint = missingColumnHint(column, known);
      report({ code: "LW1725", place: wordBelow(place, key, column), message, hint });
    }
  }
});

interface Mention {
  readonly table: TableName;
  readonly columns: readonly string[];
  /** The map that names them, and the key in it. */
  readonly place: Place;
  readonly key: "key" | "columns";
}

function mentions(vault: VaultDraft): readonly Mention[] {
  return [
    ...vault.hubs.flatMap(({ sources, place }) =>
      sources.map((source, i) => keyMention(source, source.key, below(place, "sources", i))),
    ),
    ...vault.links.flatMap(({ source, ends, place }) =>
      ends.map(({ name, key }) => keyMention(source, key, below(place, "ends", name))),
    ),
    ...vault.satellites.flatMap((satellite) => {
      const table = feedOf(satellite, vault);
      const { columns, place } = satellite;
      return table ? [{ table, columns, place, key: "columns" } as const] : [];
    }),
  ];
}

function keyMention(table: TableName, columns: readonly string[], place: Place): Mention {
  return { table, columns, place, key: "key" };
}

/** The table that the satellite names, else the first one of its hub or the one of its link. */
function feedOf(
  { source, hub, link }: VaultDraft["satellites"][number],
  { hubs, links }: VaultDraft,
): TableName | undefined {
  if (source) return source;
  return hub === undefined
    ? links.find(({ name }) => name === link)?.source
    : hubs.find(({ name }) => name === hub)?.sources[0];
}
