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

/** OpenLineage's facet `columnLineage` (1-2-0) of a dataset: the columns of its inputs that each column is made of. */
export function columnLineageFacet(namespace: string, table: FollowedTable): object {
  const fields = [...table].map(([name, { sources }]) => [
    name,
    { inputFields: inputFields(namespace, sources) },
  ]);
  return { _producer: producer, _schemaURL: schemaUrl, fields: Object.fromEntries(fields) };
}

/** A column of an input stands once, with each way that its value takes. */
function inputFields(namespace: string, sources: readonly FollowedSource[]): object[] {
  const fields = new Map<string, { name: string; field: string; ways: Map<string, object> }>();
  for (const source of sources) {
    const { relation: name, column: field } = source;
    const key = `${name}.${field}`;
    const known = fields.get(key) ?? { name, field, ways: new Map() };
    const subtype = subtypeOf(source);
    const way = { type: "DIRECT", subtype, description: "", masking: source.isMasked };
    fields.set(key, known);
    known.ways.set(JSON.stringify(way), way);
  }
  return [...fields.values()].map(({ name, field, ways }) => ({
    namespace,
    name,
    field,
    transformations: [...ways.values()],
  }));
}

function subtypeOf({ through }: FollowedSource): "IDENTITY" | "AGGREGATION" | "TRANSFORMATION" {
  if (through.length === 0) return "IDENTITY";
  return through.some((step) => aggregates.has(step)) ? "AGGREGATION" : "TRANSFORMATION";
}
