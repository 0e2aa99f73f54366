import { didYouMean } from "../../did-you-mean.ts";
import { showValue } from "../../show-value.ts";
import type { AccessDraft } from "../draft/access-draft.ts";
import { columnMentions } from "../draft/column-mentions.ts";
import { aboutAccess } from "./access-rule.ts";

/** Columns of a mart are those of its contract. Those of other tables are known when something is loaded: see `columns-exist`. */
export const martColumnsExist = aboutAccess((access, report) => {
  const contracts = contractsOf(access);
  if (contracts.size === 0) return;
  for (const { table, column, place } of columnMentions(access)) {
    const columns = contracts.get(table);
    if (!columns || columns.has(column)) continue;
    const message = `the contract of ${table} has no column ${showValue(column)}`;
    const hint = didYouMean(column, columns) ?? `its columns are ${[...columns].join(", ")}`;
    report({ code: "LW1650", place, message, hint });
  }
});

/** Columns of marts by their contracts, by `<schema>.<table>`. */
export function contractsOf({ catalogs }: AccessDraft): ReadonlyMap<string, ReadonlySet<string>> {
  const marts = catalogs.flatMap(({ warehouse }) => [...warehouse]);
  return new Map(
    marts.flatMap(([id, { columns }]) =>
      columns ? [[id, new Set(columns.map(({ name }) => name))] as const] : [],
    ),
  );
}
