import type { Grant, Mask } from "@lakewright/config";
import fc from "fast-check";
import { randomColumns, randomExpression } from "../access/row-arbitraries.ts";
import { account, type SampleAccess, tagged } from "../access/sample-access.ts";

const names = ["id", ...Object.keys(randomColumns)];
const list = fc.subarray(names, { minLength: 1 });
const teams = fc.constantFrom("gtm", "hr");

const selection = fc.oneof(
  fc.constant({ kind: "all" as const }),
  fc.record({ kind: fc.constantFrom("include", "exclude" as const), names: list }),
);

const filter = fc.record({
  rows: fc.option(randomExpression, { nil: undefined }),
  columns: selection,
});

const resource = fc.oneof(
  { weight: 3, arbitrary: selection.map((columns) => ({ ...account, columns })) },
  {
    // Any grant of all rows hides what filters do, so that these are the most.
    weight: 9,
    arbitrary: fc
      .constantFrom("a", "b", "c")
      .map((name) => ({ kind: "filter" as const, filter: name })),
  },
  {
    weight: 2,
    arbitrary: teams.map((team) => ({
      kind: "tags" as const,
      level: "table" as const,
      expression: { team: [team] },
    })),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "all_tables" as const, database: "crm" }) },
  { weight: 1, arbitrary: fc.constant({ kind: "database" as const, database: "crm" }) },
);

const grant = fc.record({
  to: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom("analyst", "field_force", "all_iam_principals") },
    { weight: 1, arbitrary: fc.constantFrom("somebody_else", "iam_allowed_principals") },
  ),
  resource,
  permissions: fc.oneof(
    { weight: 6, arbitrary: fc.constant(["select"]) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(["describe"], ["insert"], ["delete"], ["all"], ["alter"]),
    },
  ),
}) as fc.Arbitrary<Partial<Grant>>;

const mask: fc.Arbitrary<Mask> = fc.record({
  database: fc.constant("crm"),
  table: fc.constant("account"),
  column: fc.constantFrom(...names),
  roles: fc.constantFrom(["analyst"], ["field_force"], ["somebody_else"]),
  as: fc.oneof(
    fc.constant({ kind: "hash" as const }),
    fc
      .constantFrom("***", "", "it's", "NULL")
      .map((value) => ({ kind: "constant" as const, value })),
  ),
  at: fc.constant({ file: "access.yaml", line: 1, column: 1 }),
});

const assignment = fc
  .record({ columns: fc.option(list, { nil: undefined }), team: teams })
  .map(({ columns, team }) =>
    tagged(
      columns
        ? { kind: "columns", database: "crm", table: "account", columns }
        : { kind: "table", database: "crm", table: "account" },
      "team",
      team,
    ),
  );

const unclassified = fc
  .subarray(names)
  .map((columns) =>
    tagged(
      { kind: "columns", database: "crm", table: "account", columns },
      "sensitivity",
      "unclassified",
    ),
  );

/** Policies over `crm.account` with the columns `id` and those of random rows, as seen by the role `analyst`. */
export const randomPolicy: fc.Arbitrary<SampleAccess> = fc
  .record({
    filters: fc.record({ a: filter, b: filter, c: filter }),
    grants: fc.array(grant, { minLength: 1, maxLength: 3 }),
    masks: fc.array(mask, { maxLength: 3 }),
    assignments: fc
      .tuple(
        fc.array(assignment, { maxLength: 3 }),
        fc.option(unclassified, { nil: undefined, freq: 3 }),
      )
      .map(([tags, closed]) => (closed ? [...tags, closed] : tags)),
    kind: fc.constantFrom("persona", "persona", "steward", "job" as const),
  })
  .map(({ kind, ...parts }) => ({
    ...parts,
    roles: {
      analyst: { groups: ["field_force"], kind },
      field_force: { kind: "group" as const },
      somebody_else: {},
    },
  }));
