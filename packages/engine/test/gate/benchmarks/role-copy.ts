import type { DuckDBConnection } from "@duckdb/node-api";
import type { GovernedColumn, GovernedRelation } from "../../../src/query/ports/governed-query.ts";

/** What a role may not see of a table; SQL over all of its columns. */
export interface Rules {
  readonly rows?: string;
  /** Columns that do not exist for the role. */
  readonly without?: readonly string[];
  /** By column, the rows that show its value. */
  readonly cells?: Readonly<Record<string, string>>;
  /** By column, the text that is shown instead. */
  readonly masks?: Readonly<Record<string, string>>;
}

type Relation = GovernedRelation["relation"];

export function governed(relation: Relation, rules: Rules = {}): GovernedRelation {
  const shown = relation.columns.filter(({ name }) => !rules.without?.includes(name));
  const columns = shown.map(({ name, type }): GovernedColumn => {
    const [cells, mask] = [rules.cells?.[name], rules.masks?.[name]];
    if (cells !== undefined) return { name, type, access: "filtered", cells };
    if (mask !== undefined) return { name, type, access: "masked", mask: `'${mask}'` };
    return { name, type, access: "full" };
  });
  return { relation, policy: { columns, rows: rules.rows } };
}

/** Copies what the rules leave of `source`, in words of its own, into a table that bears the relation's name. */
export async function copyForRole(
  connection: DuckDBConnection,
  { schema, name, columns }: Relation,
  { source, rules = {} }: { readonly source: string; readonly rules?: Rules | undefined },
): Promise<void> {
  const list = columns
    .filter((column) => !rules.without?.includes(column.name))
    .map((column) => {
      const [cells, mask] = [rules.cells?.[column.name], rules.masks?.[column.name]];
      if (cells !== undefined) return `if(${cells}, ${column.name}, NULL) AS ${column.name}`;
      if (mask !== undefined) return `'${mask}' AS ${column.name}`;
      return `${column.name} AS ${column.name}`;
    });
  await connection.run(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  await connection.run(
    `CREATE TABLE ${schema}.${name} AS SELECT ${list.join(", ")} FROM ${source} WHERE ${rules.rows ?? "true"}`,
  );
}
