import { joined, type Origin, type OutputColumn, unknownOrigin } from "./origin.ts";

/** A relation in FROM, under its name there. */
export interface ScopeRelation {
  readonly alias: string;
  /** Its columns in order; undefined = they are not known. */
  readonly columns: readonly OutputColumn[] | undefined;
  /** A column whose name is not among the known ones; undefined = there is none. */
  readonly other: ((column: string) => Origin) | undefined;
  /** Columns that it is joined on by name. */
  readonly using?: readonly string[];
}

/** Meaning of names at one place of a statement. */
export interface Scope {
  readonly relations: readonly ScopeRelation[];
  /** Earlier columns of the same SELECT: both engines let later ones use them. */
  readonly aliases: readonly OutputColumn[];
  readonly outer: Scope | undefined;
}

/**
 * A column by its name. Of several relations that have it all are taken: SQL allows that only where they are joined on
 * it. A relation whose columns are not known may have every column, unless a known one has it.
 */
export function columnOrigin(
  scope: Scope | undefined,
  column: string,
  table: string | undefined,
): Origin {
  if (scope === undefined) {
    const name = table === undefined ? column : `${table}.${column}`;
    return unknownOrigin(`none of the relations that it reads has a column ${name}`);
  }
  const named = scope.relations.filter(({ alias }) => table === undefined || alias === table);
  const known = named.flatMap(
    ({ columns }) => columns?.filter(({ name }) => name === column) ?? [],
  );
  if (known.length > 0) return joined(known.map(({ origin }) => origin));
  const open = named.flatMap(({ other }) => (other ? [other(column)] : []));
  if (open.length > 0) return joined(open);
  const before = scope.aliases.filter(({ name }) => table === undefined && name === column);
  if (before.length > 0) return joined(before.map(({ origin }) => origin));
  // A relation of this name hides those further out, whatever columns they have.
  return columnOrigin(
    named.length > 0 && table !== undefined ? undefined : scope.outer,
    column,
    table,
  );
}
