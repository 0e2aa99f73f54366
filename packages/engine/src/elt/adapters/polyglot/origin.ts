import type { ColumnSource } from "../../domain/traced-column.ts";

/** Where a value comes from. */
export interface Origin {
  readonly sources: readonly ColumnSource[];
  /** Why more of it is not known. */
  readonly unknown: string | undefined;
}

/** A column of a query, at its place. */
export interface OutputColumn {
  /** Empty where the statement gives none. */
  readonly name: string;
  readonly origin: Origin;
}

export const constant: Origin = { sources: [], unknown: undefined };

export function unknownOrigin(reason: string): Origin {
  return { sources: [], unknown: reason };
}

/** A value that is made of several. */
export function joined(origins: readonly Origin[]): Origin {
  const [only, ...more] = origins;
  if (only && more.length === 0) return only;
  const sources = new Map<string, ColumnSource>();
  for (const source of origins.flatMap((each) => each.sources))
    sources.set([source.relation, source.column, ...source.through].join("\0"), source);
  return {
    sources: [...sources.values()],
    unknown: origins.find(({ unknown }) => unknown !== undefined)?.unknown,
  };
}

/** The value after a function or an operator. A name that it passed already is not repeated, so that recursion ends. */
export function passed(origin: Origin, step: string): Origin {
  return joined([
    {
      ...origin,
      sources: origin.sources.map((source) => ({
        ...source,
        through: [step, ...source.through.filter((each) => each !== step)],
      })),
    },
    constant,
  ]);
}
