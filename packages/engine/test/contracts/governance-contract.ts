import { expect, type TestContext, test } from "vitest";
import { diffPermissions } from "../../src/lake-formation/domain/diff-permissions.ts";
import type { LakePermission } from "../../src/lake-formation/domain/lake-permission.ts";
import type { Governance } from "../../src/lake-formation/ports/governance.ts";

const analyst = "arn:aws:iam::123456789012:role/analyst";
const columns = (...names: string[]): LakePermission => ({
  principal: analyst,
  resource: { kind: "columns", database: "crm", table: "account", columns: names },
  permission: "select",
  grantable: false,
});
const other = (
  resource: LakePermission["resource"],
  permission: LakePermission["permission"],
): LakePermission => ({ principal: analyst, resource, permission, grantable: false });
const onTable = { kind: "table", database: "crm", table: "account" } as const;
const german = {
  database: "crm",
  table: "account",
  name: "german-0123456789ab",
  rows: "country = 'Germany'",
  columns: ["id", "name"],
};
const whole = (one: LakePermission) => ({ ...one, only: undefined });

/** Contract of every adapter of the governance port. */
export function governanceContract(
  name: string,
  open: (context: TestContext) => Promise<Governance>,
): void {
  /** Permissions held beside `desired`, or missing from it: none, however the adapter lists them. */
  const difference = async (governance: Governance, desired: readonly LakePermission[]) =>
    diffPermissions(desired, await governance.held());
  const nothing = { grant: [], revoke: [] };

  test(`${name}: what is granted is held, on every kind of resource`, async (context) => {
    const governance = await open(context);
    await governance.ensureTag("sensitivity", ["internal", "public"]);
    await governance.putFilter(german);
    const desired = [
      columns("id", "name"),
      other({ kind: "database", database: "crm" }, "create_table"),
      other({ kind: "database", database: "crm" }, "describe"),
      other({ kind: "all_tables", database: "web" }, "alter"),
      other({ kind: "table", database: "hr", table: "person" }, "describe"),
      {
        ...other(
          { kind: "filter", database: "crm", table: "account", filter: german.name },
          "select",
        ),
        principal: `${analyst}-de`,
      },
      other(
        { kind: "tags", level: "table", expression: { sensitivity: ["internal", "public"] } },
        "select",
      ),
      other(
        { kind: "tags", level: "database", expression: { sensitivity: ["public"] } },
        "describe",
      ),
      other({ kind: "location", arn: "arn:aws:s3:::raw/crm" }, "data_location_access"),
      {
        ...other({ kind: "database", database: "open" }, "describe"),
        principal: "123456789012:IAMPrincipals",
      },
    ];
    expect(await governance.grant(desired)).toEqual([]);
    expect(await difference(governance, desired)).toEqual(nothing);
    expect(await governance.grant(desired)).toEqual([]);
    expect(await difference(governance, desired)).toEqual(nothing);
  });

  test(`${name}: columns are revoked one by one, the others stay`, async (context) => {
    const governance = await open(context);
    await governance.grant([columns("id", "name", "phone")]);
    await governance.revoke([whole(columns("phone"))]);
    expect(await difference(governance, [columns("id", "name")])).toEqual(nothing);
    await governance.revoke([whole(columns("id", "name"))]);
    expect(await governance.held()).toEqual([]);
  });

  test(`${name}: revoking what nobody holds is no failure`, async (context) => {
    const governance = await open(context);
    expect(await governance.revoke([whole(other(onTable, "alter")), whole(columns("id"))])).toEqual(
      [],
    );
  });

  test(`${name}: the grant option is taken away and the permission stays`, async (context) => {
    const governance = await open(context);
    await governance.grant([{ ...columns("id"), grantable: true }]);
    expect(await difference(governance, [{ ...columns("id"), grantable: true }])).toEqual(nothing);
    const { revoke } = await difference(governance, [columns("id")]);
    expect(revoke).toHaveLength(1);
    expect(await governance.revoke(revoke)).toEqual([]);
    expect(await difference(governance, [columns("id")])).toEqual(nothing);
  });

  test(`${name}: more permissions than one call takes are all granted and revoked`, async (context) => {
    const governance = await open(context);
    const many = Array.from({ length: 45 }, (_, i) =>
      other({ kind: "table", database: "crm", table: `t${i}` }, "describe"),
    );
    expect(await governance.grant(many)).toEqual([]);
    expect(await difference(governance, many)).toEqual(nothing);
    expect(await governance.revoke(many.map(whole))).toEqual([]);
    expect(await governance.held()).toEqual([]);
  });

  test(`${name}: a column list beside another permission on the table is refused, and the rest is granted`, async (context) => {
    const governance = await open(context);
    const free = other({ kind: "database", database: "crm" }, "describe");
    await governance.grant([other(onTable, "alter")]);
    const refused = await governance.grant([columns("id"), free]);
    expect(refused).toMatchObject([{ permission: { permission: "select" } }]);
    expect(await difference(governance, [other(onTable, "alter"), free])).toEqual(nothing);
  });

  test(`${name}: a filter is kept as it was first put, listed, and deleted twice`, async (context) => {
    const governance = await open(context);
    const all = { ...german, name: "all-0123456789ab", rows: undefined };
    await governance.putFilter(german);
    await governance.putFilter(all);
    await governance.putFilter({ ...german, rows: "country = 'France'" });
    const listed = await governance.filters("crm", "account");
    expect(listed.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([all, german]);
    expect(await governance.filters("crm", "contact")).toEqual([]);
    await governance.deleteFilter(german);
    await governance.deleteFilter(german);
    expect(await governance.filters("crm", "account")).toEqual([all]);
  });

  test(`${name}: tags are set on databases, tables and columns, changed and taken off`, async (context) => {
    const governance = await open(context);
    await governance.ensureTag("domain", ["crm"]);
    await governance.ensureTag("domain", ["crm", "reference"]);
    await governance.ensureTag("sensitivity", ["internal", "unclassified"]);
    const table = { database: "crm", table: "account" };
    await governance.tag({ database: "crm" }, { domain: "crm" });
    await governance.tag(table, { sensitivity: "unclassified", domain: "reference" });
    await governance.tag({ ...table, columns: ["id", "name"] }, { sensitivity: "internal" });
    expect(await governance.databaseTags("crm")).toEqual({ domain: "crm" });
    expect(await governance.tableTags("crm", "account")).toEqual({
      table: { sensitivity: "unclassified", domain: "reference" },
      columns: new Map([
        ["id", { sensitivity: "internal" }],
        ["name", { sensitivity: "internal" }],
      ]),
    });
    await governance.tag({ ...table, columns: ["name"] }, { sensitivity: "unclassified" });
    await governance.untag({ ...table, columns: ["id"] }, { sensitivity: "internal" });
    await governance.untag(table, { domain: "reference" });
    expect(await governance.tableTags("crm", "account")).toEqual({
      table: { sensitivity: "unclassified" },
      columns: new Map([["name", { sensitivity: "unclassified" }]]),
    });
    await governance.untag(table, { domain: "reference" });
  });

  test(`${name}: a table that was never tagged has no tags`, async (context) => {
    const governance = await open(context);
    expect(await governance.tableTags("crm", "new")).toEqual({ table: {}, columns: new Map() });
    expect(await governance.databaseTags("new")).toEqual({});
  });

  test(`${name}: a value that no tag defines cannot be set`, async (context) => {
    const governance = await open(context);
    await governance.ensureTag("domain", ["crm"]);
    await expect(governance.tag({ database: "crm" }, { domain: "sales" })).rejects.toThrow(
      "domain",
    );
  });
}
