/** Prints a result as text tables. */
export function printResult({ title, figures, tables, notes = [] }, print) {
  print(`\n${title}`);
  printTable(
    ["figure", "target", "measured", ""],
    figures.map(({ what, target, measured, met }) => [what, target, measured, verdict(met)]),
    print,
  );
  for (const table of tables) {
    print(`\n${table.title}`);
    printTable(table.columns, table.rows, print);
  }
  for (const note of notes) print(`note: ${note}`);
}

/** `met`, `missed`, or nothing for a figure without a target. */
export function verdict(met) {
  if (met === null) return "";
  return met ? "met" : "missed";
}

function printTable(columns, rows, print) {
  const widths = columns.map((title, i) =>
    Math.max(title.length, ...rows.map((row) => String(row[i]).length)),
  );
  for (const row of [columns, ...rows])
    print(`  ${row.map((cell, i) => String(cell).padEnd(widths[i])).join("  ")}`.trimEnd());
}
