import { displayWidth } from "./display-width.ts";

const maxNames = 6;

/** The first names that fit into a cell, and how many there are in all where that leaves some out. */
export function namesInWidth(names: readonly string[], width: number): string {
  const all = names.join(", ");
  if (names.length <= maxNames && displayWidth(all) <= width) return all;
  for (let shown = Math.min(names.length - 1, maxNames); shown > 1; shown--) {
    const text = `${names.slice(0, shown).join(", ")} … (${names.length})`;
    if (displayWidth(text) <= width) return text;
  }
  return names.length === 1 ? all : `${names[0]} … (${names.length})`;
}
