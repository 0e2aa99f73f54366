import { didYouMean } from "../../did-you-mean.ts";
import { type KnownColumns, missingColumnHint } from "../../known-columns.ts";
import type { TableName } from "../../names/table-id.ts";
import { parseTableId } from "../../names/table-id.ts";
import { showValue } from "../../show-value.ts";
import type { AccessDraft, GovernedCatalogDraft } from "../draft/access-draft.ts";
import { appliesIn } from "../draft/applies-in.ts";
import { columnMentions } from "../draft/column-mentions.ts";
import { hasTable } from "../draft/governed-catalogs.ts";
import { aboutAccess } from "./access-rule.ts";
import { isExcepted } from "./exceptions-hold.ts";
import { contractsOf } from "./mart-columns-exist.ts";

/**
 * Columns exist, as far as the catalog knows the table: a name that is none would leave open what it should close. Where nobody knows
 * the table yet, that is said; when it is known, the rule closes until its name is right (engine, `doubtful-assignments`).
 */
export const columnsExist = aboutAccess((access, report, { knownColumns, now }) => {
  const catalog = access.catalogs.find(
    ({ environment }) => environment === knownColumns?.environment,
  );
  if (!knownColumns || !catalog) return;
  const contracts = contractsOf(access);
  const unknown = new Set<string>();
  for (const mention of columnMentions(access)) {
    const { table, column, place } = mention;
    if (contracts.has(table) || !isDeclared(access, parseTableId(table))) continue;
    const columns = columnsOf(table, catalog, knownColumns);
    if (!columns) unknown.add(table);
    if (!columns || columns.has(column)) continue;
    const on = [`${table}.${column}`];
    if (isExcepted(access, { finding: "column_missing", on, now })) continue;
    const message = `${table} has no column ${showValue(column)}`;
    if (appliesIn(mention, catalog)) {
      const hint = missingColumnHint(column, columns);
      report({ code: "LW1652", place, message, hint });
    } else {
      const where = mention.environments.join(", ");
      const said = `${message} in ${catalog.environment}; whether ${where} has it is not known here`;
      report({ code: "LW1654", place, message: said, hint: didYouMean(column, columns) });
    }
  }
  if (unknown.size > 0) report({ code: "LW1653", place: access.place, ...notKnown(unknown) });
});

/** A table that nothing declares is a problem of its own. */
function isDeclared({ catalogs }: AccessDraft, table: TableName): boolean {
  return catalogs.some((catalog) => hasTable(catalog, table));
}

/** Columns by the catalog; before the first load those that the flow lists under `fields`; undefined where nobody knows them. */
function columnsOf(
  table: string,
  { tables, warehouse }: GovernedCatalogDraft,
  known: KnownColumns,
): ReadonlySet<string> | undefined {
  const own = tables.get(table);
  if (!own && !warehouse.has(table)) return undefined;
  const loaded = known.tables.get(table);
  if (loaded) return new Set(loaded);
  const fields = own?.flow.settings.fields;
  return fields && new Set([...fields.map((name) => name.toLowerCase()), own.partitionColumn]);
}

const maxNamed = 12;

function notKnown(tables: ReadonlySet<string>) {
  const sorted = [...tables].sort();
  const named = sorted.slice(0, maxNamed).join(", ");
  const more = sorted.length > maxNamed ? ` and ${sorted.length - maxNamed} more` : "";
  const what = sorted.length === 1 ? "1 table is" : `${sorted.length} tables are`;
  return {
    message: `${what} not loaded or built here yet, so that the names of columns in them cannot be checked: ${named}${more}`,
    hint: "lakewright run or elt makes them known, then validate again; until the name is right, a rule with a slip opens nothing",
  };
}
