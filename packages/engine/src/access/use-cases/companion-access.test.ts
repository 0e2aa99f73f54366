import type { Flow } from "@lakewright/config";
import { withCompanions } from "@lakewright/config";
import fc from "fast-check";
import { expect, test } from "vitest";
import { randomColumns, randomRow } from "../../../test/access/row-arbitraries.ts";
import { type SampleAccess, sampleAccess, tagged } from "../../../test/access/sample-access.ts";
import { anyEnvironment, anyFlow } from "../../../test/any-flow.ts";
import { randomPolicy } from "../../../test/gate/random-policy.ts";
import { memoryCatalog } from "../../catalog/adapters/memory/memory-catalog.ts";
import { extendTableInput, newTableInput } from "../../catalog/domain/registered-table.ts";
import { shownRows } from "../domain/column-access.ts";
import { evaluateRow, type Row } from "../domain/evaluate-row.ts";
import { type TableAccess, tableAccess } from "../domain/table-access.ts";
import { accessTables } from "./access-tables.ts";

const names = ["id", ...Object.keys(randomColumns)];
const refreshed = anyFlow({
  refresh: { kind: "rate", value: 1, unit: "days", expression: "rate(1 day)" },
});
const someNames = fc.subarray([...names, "late"], { minLength: 1 });

/** Policies as elsewhere, some of them with assignments and exceptions that name columns which one of the tables lacks. */
const policy: fc.Arbitrary<SampleAccess> = fc
  .record({
    parts: randomPolicy,
    personal: fc.option(someNames, { nil: undefined }),
    excepted: fc.subarray([...names, "late"]),
    grantable: fc.boolean(),
  })
  .map(({ parts, personal, excepted, grantable }) => ({
    ...parts,
    grants: (parts.grants ?? []).map((grant) => ({
      ...grant,
      grantable: grantable ? (grant.permissions ?? []) : [],
    })),
    assignments: [
      ...(parts.assignments ?? []),
      ...(personal
        ? [
            tagged(
              { kind: "columns", database: "crm", table: "account", columns: personal },
              "sensitivity",
              "personal",
            ),
          ]
        : []),
    ],
    exceptions: excepted.map((column) => ({
      finding: "column_missing",
      on: `crm.account.${column}`,
      owner: "",
      reason: "",
      expires: new Date("2100-01-01"),
      at: { file: "access.yaml", line: 1, column: 1 },
    })),
  }));

const sensitivity = fc.constantFrom("none", "personal", "unclassified" as const);
const roles = ["analyst", "field_force", "somebody_else", "nobody_knows"];

/** Columns of a table when it was registered, and those that drifted in. */
interface Loaded {
  readonly first: readonly string[];
  readonly drifted: readonly string[];
}

const loaded = fc.record({ first: someNames, drifted: fc.subarray(["late", ...names]) });

interface Lake {
  readonly parts: SampleAccess;
  readonly flow: Flow;
  readonly main: Loaded | undefined;
  readonly companion: Loaded | undefined;
}

/** What each role has of the table and of its companion. */
async function decided({ parts, flow, main, companion }: Lake) {
  const environment = withCompanions({
    ...anyEnvironment([flow]),
    name: "dev",
    access: sampleAccess(parts),
  });
  const catalog = memoryCatalog();
  await catalog.ensureDatabase("crm");
  for (const [index, columns] of [main, companion].entries()) {
    const own = environment.flows[index];
    if (columns && own) await catalog.createTable("crm", tableInput(own, columns));
  }
  const { access } = environment;
  if (!access) throw new Error("the environment has no access");
  const tables = await accessTables({ catalog }, environment, [access]);
  expect(tables.map(({ name }) => name)).toEqual(["account", "account__refresh"]);
  return roles.map((role) => {
    const [own, repeated] = tables.map((table) => tableAccess(access, role, table));
    if (!own || !repeated) throw new Error("a table is missing");
    return { own, repeated };
  });
}

function tableInput(flow: Flow, { first, drifted }: Loaded) {
  const seen = (some: readonly string[]) => ({
    columns: some.map((name) => ({ name, type: "string" as const })),
    described: [],
    typedBy: "files" as const,
  });
  return extendTableInput(
    newTableInput(flow, "s3://raw/a/", seen(first)),
    seen([...first, ...drifted]),
  ).input;
}

/** All that is decided but the names of the table and of its filters. */
function bare({ permissions, grantable, rows, governed, columns }: TableAccess) {
  return {
    ...{ permissions, grantable, rows, governed },
    columns: columns.map(({ because: _, ...column }) => column),
  };
}

/** Columns of which the row shows something, those whose own values it shows twice: who sees a value may see its mask. */
function shown({ columns }: TableAccess, row: Row): readonly string[] {
  return columns.flatMap((column) => {
    const rows = shownRows(column);
    if (rows === undefined || (rows !== "all" && evaluateRow(rows, row) !== true)) return [];
    const mask = `${column.column} masked`;
    return column.access === "masked" ? [mask] : [mask, column.column];
  });
}

test("each role has of a companion exactly what it has of its table, loaded or not", async () => {
  await fc.assert(
    fc.asyncProperty(
      policy,
      sensitivity,
      fc.option(loaded, { nil: undefined }),
      async (parts, of, columns) => {
        const flow = { ...refreshed, sensitivity: of };
        const lake = { parts, flow, main: columns, companion: columns };
        for (const { own, repeated } of await decided(lake))
          expect(bare(repeated)).toEqual(bare(own));
      },
    ),
    { numRuns: 300 },
  );
});

test("whatever columns either has, and since when, nobody sees through a companion what its table does not show", async () => {
  await fc.assert(
    fc.asyncProperty(
      policy,
      sensitivity,
      loaded,
      loaded,
      randomRow,
      async (parts, of, main, companion, row) => {
        const flow = { ...refreshed, sensitivity: of };
        for (const { own, repeated } of await decided({ parts, flow, main, companion })) {
          expect(own.permissions).toEqual(expect.arrayContaining([...repeated.permissions]));
          expect(own.grantable).toEqual(expect.arrayContaining([...repeated.grantable]));
          expect(shown(own, row)).toEqual(expect.arrayContaining([...shown(repeated, row)]));
        }
      },
    ),
    { numRuns: 1500 },
  );
});
