import type { FollowedSource, FollowedTable } from "./followed-column.ts";

export const producer = "https://github.com/lakewright/lakewright";

const schemaUrl =
  "https://openlineage.io/spec/facets/1-2-0/ColumnLineageDatasetFacet.json#/$defs/ColumnLineageDatasetFacet";

/** Functions that make one value of many rows. */
const aggregates = new Set(
  "sum avg min max list_agg string_agg group_concat array_agg any_value first last median mode stddev variance bool_or bool_and".split(
    " ",
  ),
);

interface Transformation {
  readonly type: "DIRECT";
  readonly subtype: "IDENTITY" | "AGGREGATION" | "TRANSFORMATION";
  readonly description: string;
  readonly masking: boolean;
}

interface InputField {
  readonly namespace: string;
  readonly name: string;
  readonly field: string;
  readonly transformations: readonly Transformation[];
}

export interface ColumnLineageFacet {
  readonly _producer: string;
  readonly _schemaURL: string;
  readonly fields: Readonly<Record<string, { readonly inputFields: readonly InputField[] }>>;
}

/** OpenLineage's facet `columnLineage` (1-2-0) of a dataset: the columns of its inputs that each column is made of. */
export function columnLineageFacet(namespace: string, table: FollowedTable): ColumnLineageFacet {
  const fields = [...table].map(
    ([name, { sources }]) => [name, { inputFields: inputFields(namespace, sources) }] as const,
  );
  return { _producer: producer, _schemaURL: schemaUrl, fields: Object.fromEntries(fields) };
}

/** One entry for each column of an input, with every transformation that its value passes. */
function inputFields(namespace: string, sources: readonly FollowedSource[]): InputField[] {
  const fields = new Map<
    string,
    { name: string; field: string; transformations: Map<string, Transformation> }
  >();
  for (const source of sources) {
    const { relation: name, column: field } = source;
    const key = `${name}.${field}`;
    const known = fields.get(key) ?? { name, field, transformations: new Map() };
    const transformation: Transformation = {
      type: "DIRECT",
      subtype: subtypeOf(source),
      description: "",
      masking: source.isMasked,
    };
    fields.set(key, known);
    known.transformations.set(JSON.stringify(transformation), transformation);
  }
  return [...fields.values()].map(({ name, field, transformations }) => ({
    namespace,
    name,
    field,
    transformations: [...transformations.values()],
  }));
}

function subtypeOf({ through }: FollowedSource): Transformation["subtype"] {
  if (through.length === 0) return "IDENTITY";
  return through.some((step) => aggregates.has(step)) ? "AGGREGATION" : "TRANSFORMATION";
}
