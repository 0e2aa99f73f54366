import type { Mart } from "@lakewright/config";
import { didYouMean } from "@lakewright/config/did-you-mean";
import { describePosition } from "@lakewright/config/source-position";

/** A table that warehouse.yaml declares for readers, and that no model of its project makes. */
export interface MissingMart {
  /** `<schema>.<name>` */
  readonly relation: string;
  /** Where it is declared, and what to do. */
  readonly message: string;
}

/** Marts of a project that none of its models makes: deleted, renamed, disabled, or made under another name. */
export function missingMarts(
  marts: readonly Mart[],
  project: string,
  made: ReadonlySet<string>,
): readonly MissingMart[] {
  return marts
    .filter((mart) => mart.project === project)
    .flatMap(({ name: martName, schema, tables }) =>
      tables.flatMap(({ name, at }) => {
        const relation = `${schema}.${name}`;
        if (made.has(relation.toLowerCase())) return [];
        const declared = new Set(tables.map((table) => `${schema}.${table.name}`.toLowerCase()));
        const others = [...made].filter(
          (other) => other.startsWith(`${schema}.`.toLowerCase()) && !declared.has(other),
        );
        const near = didYouMean(
          name,
          others.map((other) => other.slice(schema.length + 1)),
        );
        const message = `${describePosition(at)} declares it and no model makes it: write elt/${project}/models/${martName}/${name}.sql, enable the model, or remove the table from warehouse.yaml`;
        return [{ relation, message: near === undefined ? message : `${message}; ${near}` }];
      }),
    );
}
