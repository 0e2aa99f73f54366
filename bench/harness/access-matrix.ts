/**
 * Evaluates access rules: the whole matrix of many roles over many tables, and one role over a table that many grants name.
 * Argument: JSON of roles, tables, columns, grants, rounds. Prints the milliseconds of each sample and the size of the matrix.
 */
import type { Access, AccessRole, Grant, RowExpression } from "@lakewright/config";
import { type AccessTable, accessMatrix } from "@lakewright/engine";
import { tableAccess } from "../../packages/engine/src/access/domain/table-access.ts";

const { roles, tables, columns, grants, rounds } = JSON.parse(process.argv[2] ?? "{}");
const at = { file: "access.yaml", line: 1, column: 1 };
const database = "crm";
const roleName = (i: number) => `role_${i}`;
const tableName = (i: number) => `table_${i}`;
const columnName = (i: number) => `column_${i}`;
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);
const some = (count: number, from: number) =>
  numbers(count).map((i) => columnName((from + i) % columns));

const grantOf = (to: string, resource: Grant["resource"], id: string): Grant => ({
  ...{ id, to, resource, permissions: ["select"], grantable: [], reason: "", at },
});
const inCountry = (country: number): RowExpression => ({
  ...{ kind: "compare", column: columnName(1), operator: "=", value: `country ${country}` },
});

/** Each role: tag policies, its own columns of ten tables, and a row filter on ten more; a tenth of the tables is personal. */
function policyOf(filterCount: number): Access {
  const filters = numbers(filterCount).map((i) => ({
    ...{ name: `filter_${i}`, database, table: tableName((i * 7) % tables), at },
    ...{ rows: inCountry(i % 40), rowsText: undefined },
    columns: { kind: "include" as const, names: some(10, i) },
  }));
  const forRole = (role: number) => [
    ...numbers(3).map((i) =>
      grantOf(
        roleName(role),
        {
          kind: "tags",
          level: "table",
          expression: { domain: [`domain_${(role + i) % 12}`], sensitivity: ["internal"] },
        },
        `tags ${role} ${i}`,
      ),
    ),
    ...numbers(10).map((i) =>
      grantOf(
        roleName(role),
        {
          ...{ kind: "table", database, table: tableName((role * 11 + i * 13) % tables) },
          columns: { kind: "include", names: some(8, role + i) },
        },
        `columns ${role} ${i}`,
      ),
    ),
    ...numbers(10).map((i) =>
      grantOf(
        roleName(role),
        { kind: "filter", filter: `filter_${(role * 10 + i) % filterCount}` },
        `rows ${role} ${i}`,
      ),
    ),
  ];
  return {
    ...{ masks: [], closed: [], exceptions: [], domains: {}, tests: [] },
    tags: {},
    roles: Object.fromEntries(numbers(roles).map((i) => [roleName(i), roleOf(i)])),
    filters: Object.fromEntries(filters.map((filter) => [filter.name, filter])),
    grants: numbers(roles).flatMap(forRole),
    assignments: numbers(tables).flatMap((i) => {
      const resource = { kind: "table", database, table: tableName(i) } as const;
      const sensitivity = i % 10 === 0 ? "personal" : "internal";
      return [
        { resource, key: "domain", value: `domain_${i % 12}`, at },
        { resource, key: "sensitivity", value: sensitivity, at },
      ];
    }),
  };
}

function roleOf(i: number): AccessRole {
  return {
    ...{
      name: roleName(i),
      description: "",
      kind: "persona",
      iamRole: undefined,
      glueVersion: undefined,
    },
    ...{ groups: [], bypasses: [], at },
  };
}

function tableOf(i: number): AccessTable {
  return {
    ...{ database, name: tableName(i), partitionKeys: ["load_date"] },
    sensitivity: i % 10 === 0 ? "personal" : "none",
    columns: numbers(columns).map((n) => ({ name: columnName(n), type: "string", drifted: false })),
  };
}

/** One role over one table that every grant names: column lists, row filters and tag policies by turns. */
function crowded(): Access {
  const base = policyOf(grants);
  const filters = Object.entries(base.filters).map(([name, filter]) => [
    name,
    { ...filter, table: tableName(0) },
  ]);
  const table = { database, table: tableName(0) };
  const resources = (i: number): Grant["resource"] =>
    i % 3 === 0
      ? { ...table, kind: "table", columns: { kind: "include", names: some(5, i) } }
      : i % 3 === 1
        ? { kind: "filter", filter: `filter_${i}` }
        : {
            ...{ kind: "tags", level: "table" },
            expression: { domain: [`domain_${i % 12}`], sensitivity: ["personal"] },
          };
  return {
    ...base,
    filters: Object.fromEntries(filters),
    grants: numbers(grants).map((i) => grantOf(roleName(0), resources(i), `grant ${i}`)),
  };
}

const timed = (work: () => unknown) => {
  const began = performance.now();
  work();
  return performance.now() - began;
};

const access = policyOf(400);
const all = numbers(tables).map(tableOf);
const [first] = all;
if (!first) throw new Error("no table");
const manyGrants = crowded();
const tableMs = numbers(rounds * 5).map(() =>
  timed(() => tableAccess(manyGrants, roleName(0), first)),
);
let cells = 0;
const matrixMs = numbers(rounds).map(() =>
  timed(() => {
    cells = accessMatrix(access, all).length;
  }),
);
console.log(JSON.stringify({ cells, tableMs, matrixMs }));
