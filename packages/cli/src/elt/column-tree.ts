import type { FollowedTables } from "@lakewright/engine";

interface Step {
  readonly relation: string;
  readonly column: string;
  readonly isMasked: boolean;
}

/**
 * A column and all that its values come from, back to the lake, indented, each with what it carries. Sources that were
 * shown already are not opened again.
 */
export function columnTree(tables: FollowedTables, relation: string, column: string): string[] {
  const shown = new Set<string>();
  const lines = ({ relation: from, column: name, isMasked }: Step, depth: number): string[] => {
    const found = tables.get(from)?.get(name);
    const key = `${from}.${name}`;
    const note = isMasked ? ", masked on its way" : "";
    const again = shown.has(key) && (found?.sources.length ?? 0) > 0;
    shown.add(key);
    const why = found?.unknown === undefined ? "" : `, not followed: ${found.unknown}`;
    const carries = `${found?.sensitivity ?? "unclassified"}${why}`;
    const line = `${"  ".repeat(depth)}${key}  ${carries}${note}${again ? " (above)" : ""}`;
    if (again) return [line];
    const ways = new Map(
      (found?.sources ?? []).map((source) => [
        `${source.relation}.${source.column}${source.isMasked}`,
        source,
      ]),
    );
    return [line, ...[...ways.values()].flatMap((source) => lines(source, depth + 1))];
  };
  return lines({ relation, column, isMasked: false }, 0);
}

/** Columns whose values come from each column directly, by `<schema>.<table>.<column>`. */
export function columnReaders(tables: FollowedTables): ReadonlyMap<string, readonly string[]> {
  const readers = new Map<string, string[]>();
  for (const [relation, columns] of tables)
    for (const [name, { sources }] of columns) {
      const from = new Set(sources.map((source) => `${source.relation}.${source.column}`));
      for (const source of from)
        readers.set(source, [...(readers.get(source) ?? []), `${relation}.${name}`]);
    }
  return readers;
}
