/** Tables that each table is made of, by `<schema>.<name>`. */
export type Inputs = ReadonlyMap<string, readonly string[]>;

/** Reads OpenLineage run events, one a line. */
export function inputsOf(lines: string): Inputs {
  const inputs = new Map<string, readonly string[]>();
  for (const line of lines.split("\n").filter((text) => text.trim() !== "")) {
    const event = JSON.parse(line) as {
      readonly inputs: readonly { readonly name: string }[];
      readonly outputs: readonly { readonly name: string }[];
    };
    for (const { name } of event.outputs)
      inputs.set(
        name,
        event.inputs.map((input) => input.name),
      );
  }
  return inputs;
}

/** Tables that are made of each table: the same arrows, the other way. */
export function readersOf(inputs: Inputs): Inputs {
  const readers = new Map<string, string[]>();
  for (const [reader, from] of inputs)
    for (const name of from) readers.set(name, [...(readers.get(name) ?? []), reader]);
  return readers;
}

/** The arrows that can be reached from a table; every table on the way has an entry. */
export function reachableFrom(arrows: Inputs, table: string): Inputs {
  const reached = new Map<string, readonly string[]>();
  const waiting = [table];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue;
    const next = [...new Set(arrows.get(name))].sort();
    reached.set(name, next);
    waiting.push(...next);
  }
  return new Map([...reached].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A table and all that its arrows lead to, indented; what was shown already is not opened again. */
export function lineageTree(inputs: Inputs, table: string): string[] {
  const shown = new Set<string>();
  const lines = (name: string, depth: number): string[] => {
    const from = inputs.get(name) ?? [];
    const again = shown.has(name) && from.length > 0;
    shown.add(name);
    const line = `${"  ".repeat(depth)}${name}${again ? " (above)" : ""}`;
    return [line, ...(again ? [] : from.flatMap((input) => lines(input, depth + 1)))];
  };
  return lines(table, 0);
}
