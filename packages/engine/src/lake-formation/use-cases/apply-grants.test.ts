import type { Flow, Manifest } from "@lakewright/config";
import { expect, test } from "vitest";
import {
  account,
  accountColumns,
  type SampleAccess,
  sampleAccess,
  tagged,
} from "../../../test/access/sample-access.ts";
import { anyFlow } from "../../../test/any-flow.ts";
import { sampleManifest } from "../../../test/lake-formation/sample-manifest.ts";
import { memoryCatalog } from "../../catalog/adapters/memory/memory-catalog.ts";
import { extendTableInput, newTableInput } from "../../catalog/domain/registered-table.ts";
import { memoryGovernance } from "../adapters/memory/memory-governance.ts";
import type { LakePermission } from "../domain/lake-permission.ts";
import { applyGrants, type GrantPorts, revokeGrants } from "./apply-grants.ts";

const flow = anyFlow();
const stored = (...names: string[]) => names.map((name) => ({ name, type: "string" as const }));
const arn = (role: string) => `arn:aws:iam::123456789012:role/${role}`;
const manifestOf = (parts: SampleAccess): Manifest =>
  sampleManifest(
    sampleAccess({ roles: { analyst: { iamRole: "analyst" } }, ...parts }),
    "123456789012",
    [flow],
  );
const named = manifestOf({ grants: [{ resource: accountColumns("include", "id", "name") }] });

async function openPorts(...columns: string[]) {
  const ports = { catalog: memoryCatalog(), governance: memoryGovernance() };
  await ports.catalog.ensureDatabase("crm");
  if (columns.length > 0) await createTable(ports, ...columns);
  return ports;
}

async function createTable({ catalog }: Pick<Ports, "catalog">, ...columns: string[]) {
  const input = newTableInput(flow, "s3://raw/a/", {
    columns: stored(...columns),
    described: [],
    typedBy: "files",
  });
  await catalog.createTable("crm", input);
}

type Ports = Awaited<ReturnType<typeof openPorts>>;

/** Permissions of the role, by resource. */
async function heldBy({ governance }: GrantPorts, role: string) {
  const held = (await governance.held()).filter(({ principal }) => principal === arn(role));
  return held.map(({ resource, permission }) => [permission, resource] as const);
}

const columns = (...names: string[]) => ({
  kind: "columns",
  database: "crm",
  table: "account",
  columns: names,
});

test("a grant on a table that is not there is pending and closed; it is given once the table is noticed", async () => {
  const ports = await openPorts();
  expect(await applyGrants(ports, named)).toMatchObject({ pending: ["crm.account"], failed: [] });
  expect(await heldBy(ports, "analyst")).toEqual([]);
  await createTable(ports, "id", "name", "phone");
  const scope = { tables: [{ database: "crm", table: "account" }] };
  const report = await applyGrants(ports, named, scope);
  expect(report).toMatchObject({ pending: [], failed: [] });
  expect(report.granted).toEqual([`select on id, name of crm.account to ${arn("analyst")}`]);
  expect(await heldBy(ports, "analyst")).toEqual([["select", columns("id", "name")]]);
});

test("running it twice changes nothing", async () => {
  const ports = await openPorts("id", "name");
  await applyGrants(ports, named);
  expect(await applyGrants(ports, named)).toMatchObject({ granted: [], revoked: [], failed: [] });
});

test("a changed grant takes away the old minus the new and gives the new minus the old: what both share is not touched", async () => {
  const ports = await openPorts("id", "name", "phone");
  await applyGrants(ports, named);
  const changed = manifestOf({ grants: [{ resource: accountColumns("include", "id", "phone") }] });
  const report = await applyGrants(ports, changed);
  expect(report.granted).toEqual([`select on phone of crm.account to ${arn("analyst")}`]);
  expect(report.revoked).toEqual([`select on name of crm.account to ${arn("analyst")}`]);
  expect(await heldBy(ports, "analyst")).toEqual([["select", columns("id", "phone")]]);
});

test("a filter that changes gets another name, the grant follows it, and the old one goes", async () => {
  const ports = await openPorts("id", "country");
  const german = (value: string) =>
    manifestOf({
      filters: { own: { rows: { kind: "compare", column: "country", operator: "=", value } } },
      grants: [{ resource: { kind: "filter", filter: "own" } }],
    });
  await applyGrants(ports, german("Germany"));
  const [before] = await ports.governance.filters("crm", "account");
  await applyGrants(ports, german("Deutschland"));
  const after = await ports.governance.filters("crm", "account");
  expect(after).toMatchObject([
    { rows: "country = 'Deutschland'", columns: ["id", "country", "load_date"] },
  ]);
  expect(after[0]?.name).not.toBe(before?.name);
  expect(await heldBy(ports, "analyst")).toMatchObject([["select", { filter: after[0]?.name }]]);
});

test("a column that came with the data is closed to all but stewards, by tags and by name", async () => {
  const ports = await openPorts("id");
  const before = await ports.catalog.table("crm", "account");
  if (!before) throw new Error("no table");
  const { input } = extendTableInput(before.input, {
    columns: stored("id", "secret"),
    described: [],
    typedBy: "files",
  });
  await ports.catalog.updateTable("crm", input, before.version);
  const manifest = manifestOf({
    roles: { analyst: { iamRole: "analyst" }, curator: { kind: "steward", iamRole: "curator" } },
    grants: [
      { resource: { kind: "all_tables", database: "crm" } },
      { to: "curator", resource: { kind: "all_tables", database: "crm" } },
    ],
  });
  await applyGrants(ports, manifest);
  expect(await heldBy(ports, "analyst")).toEqual([["select", columns("id", "load_date")]]);
  expect(await heldBy(ports, "curator")).toEqual([
    ["select", columns("id", "secret", "load_date")],
  ]);
  const tags = await ports.governance.tableTags("crm", "account");
  expect(tags.table).toEqual({ sensitivity: "unclassified" });
  expect(tags.columns.get("id")).toEqual({ sensitivity: "none" });
  expect(tags.columns.has("secret")).toBe(false);
});

test("what somebody granted by hand to a declared role on our tables is revoked; other roles and databases are left alone", async () => {
  const ports = await openPorts("id", "name");
  const hand = (principal: string, database: string): LakePermission => ({
    principal,
    resource: { kind: "all_columns", database, table: "account", but: [] },
    permission: "select",
    grantable: false,
  });
  const foreign = [hand(arn("stranger"), "crm"), hand(arn("analyst"), "other")];
  const policy: LakePermission = {
    principal: arn("analyst"),
    resource: { kind: "tags", level: "table", expression: { sensitivity: ["none"] } },
    permission: "select",
    grantable: false,
  };
  const theirs: LakePermission = {
    ...policy,
    resource: {
      kind: "tags",
      level: "table",
      expression: { "lakewright-platform": ["other-dev"] },
    },
  };
  await ports.governance.grant([hand(arn("analyst"), "crm"), ...foreign, policy, theirs]);
  const { revoked } = await applyGrants(ports, named);
  expect(revoked).toHaveLength(2);
  expect(await ports.governance.held()).toEqual(expect.arrayContaining([...foreign, theirs]));
});

test("IAM_ALLOWED_PRINCIPALS loses what it holds on our databases and tables", async () => {
  const ports = await openPorts("id");
  const left = (resource: LakePermission["resource"]): LakePermission => ({
    principal: "IAM_ALLOWED_PRINCIPALS",
    resource,
    permission: "all",
    grantable: false,
  });
  await ports.governance.grant([
    left({ kind: "database", database: "crm" }),
    left({ kind: "table", database: "crm", table: "account" }),
    left({ kind: "database", database: "theirs" }),
  ]);
  await applyGrants(ports, named);
  const held = await ports.governance.held();
  expect(held.filter(({ principal }) => principal === "IAM_ALLOWED_PRINCIPALS")).toEqual([
    left({ kind: "database", database: "theirs" }),
  ]);
});

test("a permission that does not go beside a column list is revoked before the list is granted", async () => {
  const ports = await openPorts("id", "name");
  await applyGrants(ports, manifestOf({ grants: [{ permissions: ["alter"] }] }));
  expect(await heldBy(ports, "analyst")).toMatchObject([["alter", { kind: "table" }]]);
  expect(await applyGrants(ports, named)).toMatchObject({ failed: [] });
  expect(await heldBy(ports, "analyst")).toEqual([["select", columns("id", "name")]]);
});

test("whoever creates a table keeps none of the rights that come with it, if it is a function of ours", async () => {
  const ports = await openPorts("id");
  const registrar = arn("gtm-dev-register-run-eu-west-1");
  await ports.governance.grant([
    {
      principal: registrar,
      resource: { kind: "table", database: "crm", table: "account" },
      permission: "all",
      grantable: true,
    },
  ]);
  await applyGrants(ports, named);
  const held = (await ports.governance.held()).filter(({ principal }) => principal === registrar);
  expect(held.map(({ permission, resource }) => `${permission} ${resource.kind}`).sort()).toEqual([
    "alter all_tables",
    "create_table database",
    "data_location_access location",
    "describe all_tables",
    "describe database",
  ]);
});

test("a role without an IAM role is skipped and named; what cannot be granted beside SELECT is withheld with its reason", async () => {
  const ports = await openPorts("id");
  const manifest = manifestOf({
    roles: { analyst: { iamRole: "analyst" }, visitor: {} },
    grants: [{ permissions: ["select", "alter"] }, { to: "visitor" }],
  });
  const report = await applyGrants(ports, manifest);
  expect(report.skipped).toEqual(["visitor"]);
  expect(report.withheld).toMatchObject([{ grant: "g1", permission: "alter", on: "crm.account" }]);
  expect(await heldBy(ports, "analyst")).toEqual([["select", columns("id", "load_date")]]);
});

test("a domain that is shared with another account is said to be not shared yet", async () => {
  const at = { file: "access.yaml", line: 1, column: 1 };
  const domain = { name: "customer", owner: "", databases: ["crm"], tables: [], tags: [], at };
  const manifest = manifestOf({
    domains: { customer: { ...domain, sharedWith: ["210987654321"] } },
  });
  const { skipped } = await applyGrants(await openPorts("id"), manifest);
  expect(skipped).toEqual(["share of domain customer with account 210987654321: not made yet"]);
});

test("a principal that is no longer declared loses what it holds", async () => {
  const ports = await openPorts("id", "name");
  await applyGrants(ports, named);
  const without = manifestOf({ roles: { other: { iamRole: "other" } } });
  await applyGrants(ports, without, { former: { principals: [arn("analyst")] } });
  expect(await heldBy(ports, "analyst")).toEqual([]);
});

test("a tag that is no longer assigned is taken off, and keys of others stay", async () => {
  const ports = await openPorts("id", "name");
  const team = tagged({ ...account, kind: "columns", columns: ["id"] }, "team", "gtm");
  await applyGrants(ports, manifestOf({ assignments: [team] }));
  await ports.governance.ensureTag("theirs", ["x"]);
  const table = { database: "crm", table: "account" };
  await ports.governance.tag({ ...table, columns: ["name"] }, { theirs: "x" });
  await applyGrants(ports, manifestOf({}));
  const { columns: tags } = await ports.governance.tableTags("crm", "account");
  expect(tags.get("id")).toEqual({ sensitivity: "none" });
  expect(tags.get("name")).toEqual({ sensitivity: "none", theirs: "x" });
});

test("what the service refuses is reported and the rest is done", async () => {
  const ports = await openPorts("id", "name");
  const grant = ports.governance.grant;
  ports.governance.grant = async (permissions) => {
    const bad = permissions.filter(({ principal }) => principal === arn("gone"));
    const refused = bad.map((permission) => ({ permission, message: "Invalid principal" }));
    return [...refused, ...(await grant(permissions.filter((one) => !bad.includes(one))))];
  };
  const resource = accountColumns("include", "id");
  const manifest = manifestOf({
    roles: { analyst: { iamRole: "analyst" }, ghost: { iamRole: "gone" } },
    grants: [{ resource }, { to: "ghost", resource }],
  });
  const report = await applyGrants(ports, manifest);
  expect(report.failed).toEqual([
    `select on id of crm.account to ${arn("gone")}: Invalid principal`,
  ]);
  expect(await heldBy(ports, "analyst")).toEqual([["select", columns("id")]]);
});

test("a permission that is still held after it was revoked is a failure", async () => {
  const ports = await openPorts("id", "name");
  await applyGrants(ports, named);
  ports.governance.revoke = async () => [];
  const report = await applyGrants(ports, manifestOf({}));
  expect(report.failed).toEqual([
    `select on id, name of crm.account to ${arn("analyst")}: still held after it was revoked`,
  ]);
});

test("removing the platform's access revokes what its principals hold and touches nothing else", async () => {
  const ports = await openPorts("id", "name");
  await applyGrants(ports, named);
  const stranger: LakePermission = {
    principal: arn("stranger"),
    resource: { kind: "table", database: "crm", table: "account" },
    permission: "describe",
    grantable: false,
  };
  await ports.governance.grant([stranger]);
  expect(await revokeGrants(ports, named)).toMatchObject({ failed: [] });
  expect(await ports.governance.held()).toEqual([stranger]);
  expect(await ports.catalog.table("crm", "account")).toBeDefined();
  expect(await revokeGrants(ports, named)).toEqual({ granted: [], revoked: [], failed: [] });
});

test("without an access.yaml everything is closed", async () => {
  const ports = await openPorts("id");
  await applyGrants(ports, named);
  const manifest = sampleManifest(undefined, "123456789012", [flow]);
  await applyGrants(ports, manifest, { former: { principals: [arn("analyst")] } });
  expect(await heldBy(ports, "analyst")).toEqual([]);
  const { table } = await ports.governance.tableTags("crm", "account");
  expect(table).toEqual({ sensitivity: "unclassified" });
});

test("a companion opens nothing that its table closes, although it is registered later, and waits for its table", async () => {
  const companion = { ...flow, table: "account__refresh", companionOf: flow };
  const grants = [{ resource: { kind: "all_tables", database: "crm" } as const }];
  const access = sampleAccess({ roles: { analyst: { iamRole: "analyst" } }, grants });
  const manifest = sampleManifest(access, "123456789012", [flow, companion]);
  const ports = await openPorts();
  const register = async (columns: readonly string[], into: Flow) => {
    const seen = { columns: stored(...columns), described: [], typedBy: "files" } as const;
    const before = await ports.catalog.table("crm", into.table);
    if (before) {
      const { input } = extendTableInput(before.input, seen);
      await ports.catalog.updateTable("crm", input, before.version);
    } else await ports.catalog.createTable("crm", newTableInput(into, "s3://raw/a/", seen));
  };
  await register(["id", "secret", "new"], companion);
  expect(await applyGrants(ports, manifest)).toMatchObject({
    pending: ["crm.account", "crm.account__refresh"],
  });
  expect(await heldBy(ports, "analyst")).toEqual([]);
  await register(["id"], flow);
  await register(["id", "secret"], flow);
  await applyGrants(ports, manifest);
  const ofCompanion = { ...columns("id", "load_date"), table: "account__refresh" };
  expect(await heldBy(ports, "analyst")).toEqual([
    ["select", columns("id", "load_date")],
    ["select", ofCompanion],
  ]);
  const tags = await ports.governance.tableTags("crm", "account__refresh");
  expect(tags.table).toEqual({ sensitivity: "unclassified" });
  expect([...tags.columns.keys()]).toEqual(["id", "load_date"]);
});
