import type { RowExpression } from "@lakewright/config";
import { expect, test } from "vitest";
import {
  type SampleAccess,
  sampleAccess,
  sampleTable,
} from "../../../test/access/sample-access.ts";
import { tableAccess } from "../../access/domain/table-access.ts";
import { relationGrants } from "./warehouse-grants.ts";
import type { WarehouseRelation } from "./warehouse-relation.ts";

const relation: WarehouseRelation = {
  schema: "crm",
  name: "account",
  columns: [
    { name: "id", type: "character varying(18)" },
    { name: "name", type: "character varying(256)" },
    { name: "phone", type: "integer" },
  ],
};
const someRows: RowExpression = { kind: "compare", column: "id", operator: "=", value: "a\\'b" };
const at = { file: "access.yaml", line: 1, column: 1 };

/** Grants and policies of the roles, without digests. */
function grants(
  parts: SampleAccess,
  {
    roles = ["analyst"],
    isSecured = false,
    builder,
  }: {
    readonly roles?: readonly string[];
    readonly isSecured?: boolean;
    readonly builder?: string;
  } = {},
) {
  const access = sampleAccess(parts);
  const accesses = roles.map((role) =>
    tableAccess(access, role, sampleTable({ partitionKeys: [] })),
  );
  const made = relationGrants(relation, accesses, { isSecured, builder });
  return made.grants.map(({ role, columns, rows, masks }) => ({
    role,
    columns,
    rows: rows?.create.replace(/_[0-9a-f]{16}"/, '_…"'),
    masks: masks.map(({ policy, inputs }) => [
      policy.create.replace(/_[0-9a-f]{16}"/, '_…"'),
      inputs,
    ]),
  }));
}
const columns = (...names: string[]) => ({
  resource: {
    kind: "table",
    database: "crm",
    table: "account",
    columns: { kind: "include", names },
  } as const,
});
const filter = (rows: RowExpression, ...names: string[]) => ({
  rows,
  columns: { kind: "include" as const, names },
});
const onFilter = { resource: { kind: "filter", filter: "f" } as const };

test("what nobody grants is nothing: Redshift opens nothing by itself", () => {
  expect(grants({})).toEqual([{ role: "analyst", columns: [], rows: undefined, masks: [] }]);
});

test("columns are listed by name, so that one that comes later stays closed", () => {
  expect(grants({ grants: [columns("id", "name")] })).toMatchObject([
    { columns: ["id", "name"], rows: undefined },
  ]);
});

test("where one role sees some rows, one that sees all has a policy too, and so has one that sees none", () => {
  const parts = {
    roles: { analyst: {}, manager: {}, guest: {} },
    filters: { f: filter(someRows, "id", "name") },
    grants: [onFilter, { ...columns("id"), to: "manager" }],
  };
  const policy = (role: string, rest: string) =>
    `CREATE RLS POLICY "lakewright_rows_${role}_…" ${rest}`;
  expect(grants(parts, { roles: ["analyst", "manager", "guest"] })).toMatchObject([
    {
      columns: ["id", "name"],
      rows: policy(
        "analyst",
        `WITH ("id" character varying(18)) USING (("id" = ('a' || chr(92) || '''b')))`,
      ),
    },
    { columns: ["id"], rows: policy("manager", "USING (true)") },
    { columns: [], rows: policy("guest", "USING (true)") },
  ]);
});

test("a relation that is secured already stays so", () => {
  expect(grants({ grants: [columns("id")] }, { isSecured: true })).toMatchObject([
    { rows: expect.stringContaining("USING (true)") },
  ]);
});

test("who builds the relation owns it: no grant, no mask, and a policy that hides nothing", () => {
  const parts = { filters: { f: filter(someRows, "phone") }, grants: [columns("id"), onFilter] };
  expect(grants(parts, { isSecured: true, builder: "analyst" })).toMatchObject([
    { columns: [], masks: [], rows: expect.stringContaining("USING (true)") },
  ]);
});

test("a cell that is empty in some visible rows is masked there", () => {
  const parts = { filters: { f: filter(someRows, "phone") }, grants: [columns("id"), onFilter] };
  expect(grants(parts)).toMatchObject([
    {
      columns: ["id", "phone"],
      masks: [
        [
          `CREATE MASKING POLICY "lakewright_mask_analyst_…" WITH ("phone" integer, "id" character varying(18)) ` +
            `USING (CAST(CASE WHEN ("id" = ('a' || chr(92) || '''b')) THEN "phone" END AS integer))`,
          ["phone", "id"],
        ],
      ],
    },
  ]);
});

test.each([
  [
    { kind: "hash" },
    "name",
    `CASE WHEN "name" IS NOT NULL THEN "lakewright"."f_keyed_hash"(CAST("name" AS VARCHAR(65535))) END AS character varying(256)`,
  ],
  [{ kind: "constant", value: "it's" }, "name", "'it''s' AS character varying(256)"],
  [{ kind: "hash" }, "phone", "NULL AS integer"],
  [{ kind: "constant", value: "it's" }, "phone", "NULL AS integer"],
] as const)(
  "a mask (%j) of %s stands in its place, and what is no text is empty",
  (as, column, value) => {
    const mask = { database: "crm", table: "account", column, roles: ["analyst"], as, at };
    const [found] = grants({ masks: [mask], grants: [columns("id")] });
    expect(found?.columns).toEqual(["id", column]);
    expect(found?.masks[0]?.[0]).toContain(`USING (CAST(${value}))`);
  },
);

test("a changed rule is another policy, the same rule the same one", () => {
  const policies = (value: string) => {
    const access = sampleAccess({
      filters: { f: filter({ ...someRows, value } as RowExpression, "id") },
      grants: [onFilter],
    });
    const own = [tableAccess(access, "analyst", sampleTable({ partitionKeys: [] }))];
    return relationGrants(relation, own, { isSecured: false, builder: undefined });
  };
  expect(policies("a")).toEqual(policies("a"));
  expect(policies("a").grants[0]?.rows?.name).not.toBe(policies("b").grants[0]?.rows?.name);
});

test("a type that no policy can name is refused", () => {
  const odd = {
    ...relation,
    columns: [{ name: "id", type: "int); DROP TABLE x; --" }],
  };
  const access = sampleAccess({ filters: { f: filter(someRows, "id") }, grants: [onFilter] });
  const own = [tableAccess(access, "analyst", sampleTable({ partitionKeys: [] }))];
  expect(() => relationGrants(odd, own, { isSecured: false, builder: undefined })).toThrow(
    /which no policy can name/,
  );
});
