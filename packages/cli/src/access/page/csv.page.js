// biome-ignore-all lint/correctness/noUnusedVariables: the files of the page are joined to one script.
// What is shown as CSV (RFC 4180). A cell that begins like a formula gets an apostrophe in front, as in `query --safe-csv`.

function csvField(value) {
  const text = String(value);
  const safe = new RegExp(data.formulaStart).test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const csvHead = ["layer", "table", "column", "sensitivity", "role", "access", "rows", "because"];

/** One line for each shown role and each column of the tables; where only columns fit what was searched for, these. */
function csvOf(tables, roles) {
  const lines = [csvHead];
  for (const table of tables) {
    const isWhole = isNamed(asked.text, table);
    const named = new Set(
      isWhole ? [] : columnsNamed(asked.text, [table]).map(({ index }) => index),
    );
    for (const [index, [column, sensitivity]] of table.columns.entries()) {
      if (!isWhole && !named.has(index)) continue;
      for (const { name: role } of roles) {
        const { cell, because } = seenOf(table, index, role);
        const rows = cell && cell.rows >= 0 ? data.texts[cell.rows] : "";
        const reasons =
          because.length > 0 ? because : (cell?.because ?? []).map((i) => data.texts[i]);
        lines.push([
          ...[table.layer, table.name, column, data.texts[sensitivity], role],
          ...[cell?.access ?? "none", rows, reasons.join("; ")],
        ]);
      }
    }
  }
  return lines.map((line) => `${line.map(csvField).join(",")}\r\n`).join("");
}

/** Hands a text to the browser as a file; nothing leaves the machine. */
function download(name, text) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = element("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
