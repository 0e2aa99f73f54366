import { expect, test } from "vitest";
import { columnLineageFacet } from "./column-lineage-facet.ts";
import type { FollowedSource } from "./followed-column.ts";

const source = (column: string, through: string[], isMasked = false): FollowedSource => ({
  relation: "dv.sat",
  column,
  through,
  isMasked,
});

const carries = { sensitivity: "internal", derivedFrom: [], unknown: undefined };

test("a column names the columns of inputs with the kinds of ways that its value takes, and which are masked", () => {
  const sources = [
    source("a", []),
    source("b", ["sum"]),
    source("b", ["upper"]),
    source("b", ["lower"]),
    source("c", ["masked_year"], true),
  ];
  const table = new Map([
    ["x", { ...carries, sources }],
    ["y", { ...carries, sources: [] }],
  ]);
  const way = (subtype: string, masking = false) => ({
    type: "DIRECT",
    subtype,
    description: "",
    masking,
  });
  const field = (name: string, ...transformations: object[]) => ({
    namespace: "gtm-dev",
    name: "dv.sat",
    field: name,
    transformations,
  });
  expect(columnLineageFacet("gtm-dev", table)).toMatchObject({
    _schemaURL: expect.stringContaining("ColumnLineageDatasetFacet.json"),
    fields: {
      x: {
        inputFields: [
          field("a", way("IDENTITY")),
          field("b", way("AGGREGATION"), way("TRANSFORMATION")),
          field("c", way("TRANSFORMATION", true)),
        ],
      },
      y: { inputFields: [] },
    },
  });
});
