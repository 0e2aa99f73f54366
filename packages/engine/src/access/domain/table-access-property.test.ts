import type { Access, Grant } from "@lakewright/config";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  randomColumns,
  randomExpression,
  randomRow,
} from "../../../test/access/row-arbitraries.ts";
import {
  account,
  type SampleAccess,
  sampleAccess,
  sampleTable,
  tagged,
} from "../../../test/access/sample-access.ts";
import { shownRows } from "./column-access.ts";
import { evaluateRow, type Row } from "./evaluate-row.ts";
import { tableAccess } from "./table-access.ts";

const names = [...Object.keys(randomColumns), "drift"];
const table = sampleTable({
  columns: names.map((name) => ({ name, drifted: name === "drift" })),
});
const list = fc.subarray(names, { minLength: 1 });
const selection = fc.oneof(
  fc.constant({ kind: "all" as const }),
  fc.record({ kind: fc.constantFrom("include", "exclude" as const), names: list }),
);
const filter = fc.record({
  rows: fc.option(randomExpression, { nil: undefined }),
  columns: selection,
});
const resource = fc.oneof(
  selection.map((columns) => ({ ...account, columns })),
  fc.constantFrom("a", "b", "c").map((one) => ({ kind: "filter" as const, filter: one })),
  fc.constantFrom("gtm", "hr").map((team) => ({
    kind: "tags" as const,
    level: "table" as const,
    expression: { team: [team] },
  })),
);
const grant = fc.record({
  to: fc.constantFrom("analyst", "gtm", "all_iam_principals", "other"),
  resource,
  permissions: fc.constantFrom(["select"], ["describe"], ["insert"], ["all"]),
}) as fc.Arbitrary<Partial<Grant>>;
const policy: fc.Arbitrary<SampleAccess> = fc
  .record({
    filters: fc.record({ a: filter, b: filter, c: filter }),
    grants: fc.array(grant, { maxLength: 4 }),
    gtm: list,
    steward: fc.boolean(),
  })
  .map(({ filters, grants, gtm, steward }) => ({
    filters,
    grants,
    assignments: [tagged({ ...account, kind: "columns", columns: gtm }, "team", "gtm")],
    roles: {
      analyst: { groups: ["gtm"], kind: steward ? "steward" : "persona" },
      gtm: { kind: "group" },
    },
  }));

/** Columns whose value shows in the row, worked out from the rules row by row, grant by grant. */
function shownByRules(access: Access, row: Row): readonly string[] {
  const gtm = access.assignments.flatMap((one) =>
    one.resource.kind === "columns" ? one.resource.columns : [],
  );
  const shown = new Set<string>();
  for (const { to, resource: on, permissions } of access.grants) {
    if (to === "other" || permissions.includes("describe")) continue;
    const takes = (column: string) => {
      if (on.kind === "tags") return on.expression.team?.includes("gtm") && gtm.includes(column);
      const columns = on.kind === "filter" ? access.filters[on.filter]?.columns : undefined;
      const chosen = on.kind === "table" ? on.columns : columns;
      if (!chosen || chosen.kind === "all") return chosen !== undefined;
      return chosen.names.includes(column) === (chosen.kind === "include");
    };
    const rows = on.kind === "filter" ? access.filters[on.filter]?.rows : undefined;
    const whole = on.kind === "table" && on.columns.kind === "all";
    // The load date has no team, so that a tag policy never matches all columns: INSERT is not given.
    const reads = permissions.includes("select") || whole;
    const partlyAll = on.kind === "tags" && permissions.includes("all");
    if (!reads && !partlyAll) continue;
    if (rows && evaluateRow(rows, row) !== true) continue;
    for (const name of names) {
      const closed = name === "drift" && access.roles.analyst?.kind !== "steward";
      if (takes(name) && !closed) shown.add(name);
    }
  }
  return [...shown].sort();
}

function shownByEvaluator(access: Access, row: Row): readonly string[] {
  const { columns } = tableAccess(access, "analyst", table);
  const shown = columns.filter((one) => {
    const rows = shownRows(one);
    return rows === "all" || (rows && evaluateRow(rows, row) === true);
  });
  return shown.map(({ column }) => column).sort();
}

test("cells are those that the rules give, row by row", () => {
  fc.assert(
    fc.property(policy, randomRow, (parts, row) => {
      const access = sampleAccess(parts);
      const shown = shownByEvaluator(access, row).filter((column) => column !== "load_date");
      expect(shown).toEqual(shownByRules(access, row));
    }),
    { numRuns: 300 },
  );
});

test("a grant more never shows less", () => {
  fc.assert(
    fc.property(policy, grant, randomRow, (parts, added, row) => {
      const before = shownByEvaluator(sampleAccess(parts), row);
      const grants = [...(parts.grants ?? []), added];
      const after = shownByEvaluator(sampleAccess({ ...parts, grants }), row);
      expect(before.filter((column) => !after.includes(column))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test("rule 11: the partition key shows in every visible row and in no other", () => {
  fc.assert(
    fc.property(policy, randomRow, (parts, row) => {
      const access = sampleAccess(parts);
      const { rows } = tableAccess(access, "analyst", table);
      const visible = rows === "all" || (rows !== undefined && evaluateRow(rows, row) === true);
      expect(shownByEvaluator(access, row).includes("load_date")).toBe(visible);
    }),
    { numRuns: 200 },
  );
});
