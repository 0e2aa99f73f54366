import type { FollowedColumn, FollowedTables } from "./followed-column.ts";

/** Followed columns as a text that is kept beside a build. */
export function columnsText(tables: FollowedTables): string {
  const plain = [...tables].map(([relation, table]) => [relation, Object.fromEntries(table)]);
  return `${JSON.stringify(Object.fromEntries(plain))}\n`;
}

/** Reads what `columnsText` wrote. */
export function parseColumnsText(text: string): FollowedTables {
  const plain = JSON.parse(text) as Readonly<Record<string, Record<string, FollowedColumn>>>;
  return new Map(
    Object.entries(plain).map(([relation, table]) => [relation, new Map(Object.entries(table))]),
  );
}
