import type { FollowedTables } from "@lakewright/engine";

/**
 * A column and all that its values come from, back to the lake, indented, each with what it carries. Sources that were
 * shown already are not opened again.
 */
export function columnTree(tables: FollowedTables, relation: string, column: string): string[] {
  const shown = new Set<string>();
  const lines = (from: string, name: string, note: string, depth: number): string[] => {
    const found = tables.get(from)?.get(name);
    const key = `${from}.${name}`;
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
    const below = [...ways.values()].flatMap((source) =>
      lines(
        source.relation,
        source.column,
        source.isMasked ? ", masked on its way" : "",
        depth + 1,
      ),
    );
    return [line, ...below];
  };
  return lines(relation, column, "", 0);
}
