import { expect, test } from "vitest";
import { platformOf, problemsIn, type Texts, validTexts } from "../../test/check-texts.ts";

const { appflow } = validTexts;
const keys = "pii: 1, incremental_load: 1, schedule_expression: rate(1 hour)";
const objects = (...lines: string[]): Texts => ({
  appflow: appflow.replace(
    "        - name: Account\n",
    lines.map((line) => `        - { ${line} }\n`).join(""),
  ),
});
const refreshed = objects(
  `name: Account, refresh: weekly, overlap: 5 minutes, exclude_fields: [Fax], ${keys}`,
  "name: Product2, pii: 0",
);

function environmentOf(name: string, texts: Texts) {
  const environment = platformOf(texts).environments[name];
  if (!environment) throw new Error(`no environment ${name}`);
  return environment;
}

test("on AWS a flow that is refreshed has a companion that reads the same fields of all records by that schedule", () => {
  const { flows } = environmentOf("dev", refreshed);
  const [flow, companion] = flows;
  expect(flows.map(({ name }) => name)).toEqual([
    "gtm-dev-crm-Account",
    "gtm-dev-crm-Account-refresh",
    "gtm-dev-crm-Product2",
  ]);
  expect(companion).toEqual({
    ...flow,
    name: "gtm-dev-crm-Account-refresh",
    table: "account__refresh",
    companionOf: { name: "gtm-dev-crm-Account", table: "account" },
    incremental: false,
    overlapSeconds: 0,
    schedule: { kind: "rate", value: 1, unit: "weeks", expression: "rate(1weeks)" },
    refresh: undefined,
  });
});

test("on this machine the flow itself reads its formula fields again, and nobody has a companion to name", () => {
  const { flows } = environmentOf("local", refreshed);
  expect(flows.map(({ table }) => table)).toEqual(["account", "product2"]);
  const access = `access:
  roles: { analyst: {} }
  grants:
    - { to: analyst, select: crm.account__refresh, columns: [id] }
`;
  expect(problemsIn({ ...refreshed, access }).join("\n")).toContain("account__refresh");
});

test.each(["refresh: na", "refresh: daily, environments: { dev: { refresh: na } }"])(
  "without a refresh there is none: %s",
  (key) => {
    const { flows } = environmentOf("dev", objects(`name: Account, ${keys}, ${key}`));
    expect(flows.map(({ table }) => table)).toEqual(["account"]);
  },
);

test("every rule on a table is repeated for its companion", () => {
  const access = `access:
  roles: { analyst: {}, chief: { kind: steward } }
  tags: { team: [gtm] }
  assign:
    - { on: crm.account, columns: [name], tags: { team: gtm } }
  filters:
    own: { on: crm.account, rows: "name = 'a'", columns: [id, name] }
  grants:
    - { to: analyst, filter: own }
    - { to: chief, select: crm.account, columns: [id] }
    - { to: chief, select: crm.product2 }
    - { to: nobody, on: crm.product2, reason: it is closed }
  exceptions:
    - { finding: column_missing, on: crm.account.name, owner: a, reason: b, expires: 2027-01-01 }
    - { finding: widened_access, on: chief crm.account, owner: a, reason: b, expires: 2027-01-01 }
  domains:
    sales: { owner: a, tables: [crm.account] }
`.replace(/\n {4}- \{ to: chief, select: crm.product2 \}/, "");
  const { access: rules } = environmentOf("dev", { ...refreshed, access });
  const on = (table: string) => ({ database: "crm", table });
  expect(rules?.assignments.map(({ resource, key }) => [resource, key])).toEqual([
    [{ kind: "table", ...on("account") }, "sensitivity"],
    [{ kind: "table", ...on("account__refresh") }, "sensitivity"],
    [{ kind: "table", ...on("product2") }, "sensitivity"],
    [{ kind: "columns", ...on("account"), columns: ["name"] }, "team"],
    [{ kind: "columns", ...on("account__refresh"), columns: ["name"] }, "team"],
  ]);
  expect(rules?.grants.map(({ to, resource }) => [to, resource])).toEqual([
    ["analyst", { kind: "filter", filter: "own" }],
    ["analyst", { kind: "filter", filter: "own-refresh" }],
    ["chief", { kind: "table", ...on("account"), columns: { kind: "include", names: ["id"] } }],
    [
      "chief",
      { kind: "table", ...on("account__refresh"), columns: { kind: "include", names: ["id"] } },
    ],
  ]);
  expect(rules?.filters["own-refresh"]).toEqual({
    ...rules?.filters.own,
    name: "own-refresh",
    table: "account__refresh",
  });
  expect(rules?.closed.map(({ table }) => table)).toEqual(["product2"]);
  expect(rules?.exceptions.map(({ on: what }) => what)).toEqual([
    "crm.account.name",
    "crm.account__refresh.name",
    "chief crm.account",
    "chief crm.account__refresh",
  ]);
  expect(rules?.domains.sales?.tables).toEqual(["crm.account", "crm.account__refresh"]);
});

test("a table that is closed on purpose has a companion that is", () => {
  const access = `access:
  roles: { analyst: {} }
  grants:
    - { to: nobody, on: crm.account, reason: it is closed }
    - { to: analyst, select: crm.product2 }
`;
  const { access: rules } = environmentOf("dev", { ...refreshed, access });
  expect(rules?.closed.map(({ table }) => table)).toEqual(["account", "account__refresh"]);
});

test("names of companions are names of flows and tables", () => {
  const table = objects(`name: A, ${keys}, refresh: daily`, "name: A__refresh, pii: 1");
  expect(problemsIn(table)).toEqual([
    expect.stringContaining(
      'LW1505  object "A__refresh" gets the table "a__refresh", as "A" at appflow.yaml:7:19 does\n  hint: refresh: makes a second table',
    ),
  ]);
  const connections = validTexts.connections.replace(
    "connections:\n",
    "connections:\n  crm-A: { kind: sapodata }\n",
  );
  const flow = objects(
    `name: A, ${keys}, refresh: daily`,
    "name: refresh, source: sapodata, connector_profile: crm-A, pii: 1",
  );
  expect(problemsIn({ connections, ...flow })).toEqual([
    expect.stringContaining('LW1502  the flow gets the name "gtm-dev-crm-A-refresh" of the one at'),
    expect.stringContaining('LW1502  the flow gets the name "gtm-prod-crm-A-refresh"'),
  ]);
  const long = objects(`name: ${"A".repeat(120)}, ${keys}, refresh: daily`);
  expect(problemsIn(long)).toEqual([
    expect.stringContaining(
      "LW1506  the table for refreshes of the object would have 129 characters",
    ),
  ]);
});

test("an object whose first load is cut is too large for a refresh on AWS: a warning where it is deployed", () => {
  const cut = `name: Account, ${keys}, first_load_cuts: [2020-01-01], refresh: weekly`;
  expect(problemsIn(objects(cut))).toEqual([
    expect.stringMatching(/^appflow.yaml:7:\d+ {2}LW1428 {2}warning: refresh reads .* in dev,/),
    expect.stringMatching(/LW1428 .* in prod,/),
  ]);
  const local = `${cut}, environments: { dev: { refresh: na }, prod: { refresh: na }, local: { refresh: weekly } }`;
  expect(problemsIn(objects(local))).toEqual([]);
});
