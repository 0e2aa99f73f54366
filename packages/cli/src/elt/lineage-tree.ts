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

/** A table and all that it is made of, indented; what was shown already is not opened again. */
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
