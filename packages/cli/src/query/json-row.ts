interface Column {
  readonly name: string;
  readonly type: string;
}

const wholeType = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER)$/;

/** A row as an object. The engine gives large whole numbers as text: those that fit a JSON number become one. */
export function jsonRow(
  names: readonly string[],
  columns: readonly Column[],
  row: readonly unknown[],
): Record<string, unknown> {
  return Object.fromEntries(
    names.map((name, i) => [name, jsonValue(row[i] ?? null, columns[i]?.type ?? "")]),
  );
}

function jsonValue(value: unknown, type: string): unknown {
  if (typeof value !== "string" || !wholeType.test(type)) return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** Names that may repeat in SQL, made unique for an object: `id`, `id_1`. */
export function uniqueNames(names: readonly string[]): string[] {
  const used = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let n = 1; used.has(unique); n++) unique = `${name}_${n}`;
    used.add(unique);
    return unique;
  });
}
