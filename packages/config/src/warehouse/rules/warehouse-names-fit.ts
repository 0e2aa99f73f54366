import { maxIdentifierLength } from "../../names/database-and-table-name.ts";
import { reservedWords } from "../../names/reserved-words.ts";
import type { Place } from "../../source/place.ts";
import { aboutWarehouse } from "./warehouse-rule.ts";

/** Longest prefix and suffix of a name: `eff_` before a link, `_history` behind a satellite's `sat_`. */
const maxAffixLength = "sat__history".length;

/** Unquoted names are no SQL keywords, no two tables share one, and all are short enough for Redshift. */
export const warehouseNamesFit = aboutWarehouse(({ vault, marts }, report) => {
  const models = new Map<string, string>();
  const claim = (model: string, by: string, place: Place) => {
    const other = models.get(model);
    if (other !== undefined)
      report({
        code: "LW1706",
        place,
        message: `${by} and ${other} both make ${model}`,
        hint: "rename one of them",
      });
    models.set(model, by);
  };
  for (const [prefix, parts] of Object.entries({
    hub: vault?.hubs,
    link: vault?.links,
    sat: vault?.satellites,
    pit: vault?.pointInTimes,
    bridge: vault?.bridges,
  }))
    for (const { name, place } of parts ?? []) {
      claim(`${prefix}_${name}`, `${prefix} ${name}`, place);
      if (name.length + maxAffixLength > maxIdentifierLength)
        report({
          code: "LW1708",
          place,
          message: `"${name}" is too long`,
          hint: "at most 63 characters",
        });
    }
  for (const { name: mart, tables } of marts)
    for (const { name, columns, place } of tables) {
      claim(name, `table ${name} of mart ${mart}`, place);
      for (const bare of [name, ...columns.map((column) => column.name)])
        if (reservedWords.has(bare))
          report({
            code: "LW1708",
            place,
            message: `"${bare}" is an SQL keyword`,
            hint: "choose another name: SQL uses it without quotes",
          });
    }
});
