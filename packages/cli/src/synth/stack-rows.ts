import type { SynthesizedApp, SynthesizedStack } from "@lakewright/infra";

/** A line of the summary: one stack, or numbered siblings together. */
export interface StackRow {
  readonly app: string;
  /** `gtm-dev-data-lake-flows-00…31` for siblings. */
  readonly stack: string;
  readonly resources: number;
  readonly flows: number;
  /** Size of the template, of siblings the largest: limits are for each. */
  readonly bytes: number;
}

/** The stacks of each app in their order, siblings that differ only in their number as one row. */
export function stackRows(apps: readonly SynthesizedApp[]): readonly StackRow[] {
  return apps.flatMap(({ name, stacks }) => {
    const groups = new Map<string, SynthesizedStack[]>();
    for (const stack of stacks) {
      const key = stack.name.replace(/-\d+$/, "-");
      groups.set(key, [...(groups.get(key) ?? []), stack]);
    }
    return [...groups.values()].map((group) => rowOf(name, group));
  });
}

function rowOf(app: string, group: readonly SynthesizedStack[]): StackRow {
  const [first, last] = [group[0]?.name ?? "", group.at(-1)?.name ?? ""];
  const number = /\d+$/.exec(last)?.[0] ?? "";
  const sum = (count: (stack: SynthesizedStack) => number) =>
    group.reduce((total, stack) => total + count(stack), 0);
  return {
    app,
    stack: first === last ? first : `${first}…${number}`,
    resources: sum(({ resources }) => resources),
    flows: sum(({ flows }) => flows),
    bytes: Math.max(...group.map(({ bytes }) => bytes)),
  };
}
