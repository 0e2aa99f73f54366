import type { FollowedColumn, FollowedSource, FollowedTables } from "./followed-column.ts";
import { strictestSensitivity } from "./strictest-sensitivity.ts";

export interface PathStep {
  /** `<schema>.<name>.<column>` */
  readonly column: string;
  readonly sensitivity: string;
  /** Why it cannot be followed further. */
  readonly unknown: string | undefined;
}

/** The path that gives a column its sensitivity: from source to source, each the strictest, back to the lake. */
export function columnPath(
  tables: FollowedTables,
  relation: string,
  column: string,
): readonly PathStep[] {
  const path: PathStep[] = [];
  const seen = new Set<string>();
  let at: Pick<FollowedSource, "relation" | "column"> | undefined = { relation, column };
  while (at) {
    const name: string = `${at.relation}.${at.column}`;
    const found: FollowedColumn | undefined = tables.get(at.relation)?.get(at.column);
    if (!found || seen.has(name)) break;
    seen.add(name);
    path.push({ column: name, sensitivity: found.sensitivity, unknown: found.unknown });
    at = strictestSource(tables, found, seen);
  }
  return path;
}

function strictestSource(
  tables: FollowedTables,
  { sources, sensitivity }: FollowedColumn,
  seen: ReadonlySet<string>,
): FollowedSource | undefined {
  const carried = (source: FollowedSource) =>
    tables.get(source.relation)?.get(source.column)?.sensitivity ?? "unclassified";
  const open = sources.filter(
    (source) => !source.isMasked && !seen.has(`${source.relation}.${source.column}`),
  );
  const strictest = strictestSensitivity([...open.map(carried), sensitivity]);
  return open.find((source) => carried(source) === strictest) ?? open[0];
}
