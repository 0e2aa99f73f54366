import { expect, test } from "vitest";
import { vaultProblems, warehouseOf, warehouseProblems } from "../../../test/warehouse-texts.ts";

test("a warehouse without faults has no problem", () => {
  expect(warehouseProblems({})).toEqual([]);
});

const faults: readonly [fault: string, parts: Record<string, string>, expected: string[]][] = [
  [
    "an external schema over a database that no flow makes",
    { external_schemas: "{ x: { database: crn, role: analyst } }" },
    ['LW1701  no flow makes the database crn | did you mean "crm"?'],
  ],
  [
    "an external schema of a role that does not exist",
    { external_schemas: "{ x: { database: crm, role: analist } }" },
    ['LW1705  no role is called "analist" | did you mean "analyst"?'],
  ],
  [
    "nodes of a serverless warehouse",
    { redshift: "{ nodes: 2 }" },
    [
      "LW1703  nodes has no effect on a serverless warehouse | remove it, or write kind: provisioned",
    ],
  ],
  [
    "a pause that never ends",
    { redshift: '{ kind: provisioned, pause_at: "cron(0 20 ? * MON-FRI *)" }' },
    ["LW1703  pause_at is set without resume_at | add resume_at"],
  ],
  [
    "a largest capacity below the base",
    { redshift: "{ base_capacity: 32, max_capacity: 16 }" },
    ["LW1703  max_capacity 16 is less than base_capacity 32 | raise one or lower the other"],
  ],
  [
    "a capacity between two steps",
    { redshift: "{ base_capacity: 12 }" },
    ["LW1103  base_capacity 12 must be a multiple of 8, from 8 to 1024"],
  ],
  [
    "a usage limit of the other kind",
    { redshift: "{ usage_limits: [{ feature: spectrum, amount: 1 }] }" },
    ["LW1703  a serverless warehouse has no usage limit on spectrum | limit serverless_compute"],
  ],
  [
    "a serverless warehouse in two zones",
    { redshift: "{ network: { subnets: [subnet-0000000a, subnet-0000000b, subnet-0000000a] } }" },
    [
      "LW1713  a serverless warehouse needs subnets of three zones, and network.subnets names 2 | name one private subnet in each of three zones",
    ],
  ],
  [
    "a warehouse that is open to everybody",
    { redshift: '{ network: { client_cidrs: ["10.0.0.0/8", "0.0.0.0/0"] } }' },
    [
      "LW1714  network.client_cidrs opens the warehouse to 0.0.0.0/0, which is every address | name the ranges of your own networks",
    ],
  ],
  [
    "a queue for a role that does not exist",
    { redshift: "{ kind: provisioned, queues: { q: { roles: nobody_here } } }" },
    ['LW1705  no role is called "nobody_here"'],
  ],
  [
    "settings for an environment that does not exist",
    { redshift: "{ environments: { prd: { base_capacity: 8 } } }" },
    ['LW1304  no environment is called "prd" | did you mean "prod"?'],
  ],
  [
    "a vault without a project",
    { projects: "{}", marts: "{}" },
    ["LW1704  the vault belongs to no project | add one to projects"],
  ],
  [
    "a vault that does not say which of two projects builds it",
    { projects: "{ a: { owner: x }, b: { owner: x } }", marts: "{}" },
    ["LW1704  the vault does not say its project | one of a, b"],
  ],
  [
    "a mart of an unknown project",
    { marts: "{ out: { project: gtn, tables: {} } }" },
    ['LW1704  no project is called "gtn" | did you mean "gtm"?'],
  ],
  [
    "a mart's key that is no column",
    { marts: "{ out: { tables: { t: { description: T, key: m, columns: { n: bigint } } } } }" },
    ['LW1709  out.t has no column called "m" for its key | did you mean "n"?'],
  ],
  [
    "a mart's text that is longer than Redshift's columns",
    {
      marts:
        "{ out: { tables: { t: { description: T, columns: { a: varchar(65535), b: varchar(65536) } } } } }",
    },
    [
      `LW1103  b "varchar(65536)" must be one of varchar, varchar(n) of 1 to 65535 bytes, boolean, integer, bigint, double precision, decimal(18,2), date, timestamp`,
    ],
  ],
  [
    "a hash that is approved as masking",
    { masking_functions: "[privacy.band, md5]" },
    [
      "LW1720  md5() hides nothing: its result tells the value | approve a function that keeps only what readers may know",
    ],
  ],
  [
    "a masking function that is no name",
    { masking_functions: '["left(x)"]' },
    [
      'LW1103  masking_functions, a list, holds "left(x)", which must be a function: <name> or <schema>.<name>',
    ],
  ],
  [
    "a mart's column that is a keyword",
    { marts: "{ out: { tables: { t: { description: T, columns: { order: bigint } } } } }" },
    ['LW1708  "order" is an SQL keyword | choose another name: SQL uses it without quotes'],
  ],
  [
    "a table of a mart that is called like one of the vault",
    { marts: "{ out: { tables: { hub_account: { description: T, columns: { n: bigint } } } } }" },
    [
      "LW1706  table hub_account of mart out and hub account both make hub_account | rename one of them",
    ],
  ],
  [
    "two marts in one schema",
    { marts: "{ a: { schema: s, tables: {} }, b: { schema: s, tables: {} } }" },
    ["LW1710  schema s is written by mart a and by mart b | rename one"],
  ],
  [
    "a mart in a schema that is called like a database of the lake",
    { marts: "{ a: { schema: crm, tables: {} } }" },
    ["LW1710  schema crm, of mart a, is a database of the lake | rename it"],
  ],
  [
    "models outside of the platform",
    { projects: "{ gtm: { owner: x, models: ../other } }" },
    [
      `LW1712  models "../other" lies outside of the platform's folder | write a folder in it, such as elt/gtm`,
    ],
  ],
  [
    "a deadline that is no time of day",
    { projects: '{ gtm: { owner: x, deadline: "25:00" } }' },
    ['LW1103  deadline "25:00" must be a time of day in quotes, such as "05:00"'],
  ],
  [
    "a project that has the same name as an object",
    { projects: "{ account: { owner: x } }" },
    [
      'LW1723  project account has the same name as object Account: "lakewright run account" would mean both | choose another name, such as the domain or country',
    ],
  ],
  [
    "a project that has the same name as a part of the command",
    { projects: "{ lineage: { owner: x } }" },
    [
      'LW1723  "lakewright elt lineage" means something else already | choose another name, such as the domain or country',
    ],
  ],
  [
    "a table that is stale before it is late",
    { projects: "{ gtm: { owner: x, freshness: { warn_after: 48, error_after: 24 } } }" },
    ["LW1724  warn_after 48 is more than error_after 24 | lower one or raise the other"],
  ],
  [
    "a freshness that is no number of hours",
    { projects: "{ gtm: { owner: x, freshness: { warn_after: 1.5 } } }" },
    ["LW1103  warn_after 1.5 must be a whole number of hours"],
  ],
  [
    "a table for staging that no flow makes",
    { projects: "{ gtm: { owner: x, tables: crm.acount } }" },
    ['LW1701  no flow makes the table crm.acount | did you mean "crm.account"?'],
  ],
];

test.each(faults)("finds %s", (_, parts, expected) => {
  expect(warehouseProblems(parts)).toEqual(expected);
});

const vaultFaults: readonly [fault: string, text: string, by: string, expected: string[]][] = [
  [
    "a feed that no flow makes",
    "table: crm.product2",
    "table: crm.product3",
    ['LW1701  no flow makes the table crm.product3 | did you mean "crm.product2"?'],
  ],
  [
    "a satellite of a hub that does not exist",
    "hub: account,",
    "hub: acount,",
    expect.arrayContaining(['LW1702  no hub is called "acount" | did you mean "account"?']),
  ],
  [
    "a point in time over another hub's satellite",
    "point_in_time: { account:",
    "point_in_time: { product:",
    ['LW1702  no satellite of hub product is called "account_crm"'],
  ],
  [
    "a link of one end",
    "account: { key: id }, product: { key: product__c } }, driving_end: account",
    "account: { key: id } }",
    ["LW1707  link sale has 1 end | a link has two ends or more"],
  ],
  [
    "a driving end that is none",
    "driving_end: account",
    "driving_end: region",
    ['LW1707  link sale has no end called "region" | driving_end is one of account, product'],
  ],
  [
    "a link that names more key columns than its hub has",
    "key: product__c",
    "key: [product__c, type]",
    [
      "LW1707  link sale names 2 key columns for product, hub product has 1 key column | name as many, in the order of the hub's key",
    ],
  ],
  [
    "a satellite with two parents",
    "link: sale, columns",
    "link: sale, hub: account, columns",
    [
      "LW1707  satellite sale_crm has both hub and link | a satellite describes one hub or one link",
    ],
  ],
  [
    "a satellite fed by another hub's table",
    "{ hub: account, columns",
    "{ hub: account, table: crm.product2, columns",
    [
      "LW1707  satellite account_crm is fed by crm.product2, which is not a feed of hub account | add it to the sources of account, with the key columns",
    ],
  ],
  [
    "a bridge over links that do not meet",
    "bridges: { sales: { links: sale } }",
    "bridges: { sales: { links: [sale, sold] } }",
    ['LW1702  no link is called "sold"'],
  ],
];

test.each(vaultFaults)("finds in the vault %s", (_, text, by, expected) => {
  expect(vaultProblems(text, by)).toEqual(expected);
});

test("keys of Redshift for an environment override those for all", () => {
  const redshift = `{ base_capacity: 16, environments: { prod: { kind: provisioned, nodes: 4 } } }`;
  expect(warehouseOf({ redshift }).redshift).toMatchObject({
    kind: "serverless",
    baseCapacity: 16,
    database: "gtm",
  });
  expect(warehouseOf({ redshift }, "prod").redshift).toMatchObject({
    kind: "provisioned",
    nodeType: "ra3.large",
    nodes: 4,
  });
});

test("a network that is not given is the deployment's, without a load balancer, and an environment may have its own", () => {
  const redshift = `{ kind: provisioned, environments: { prod: { network: { subnets: [subnet-0000000a], client_cidrs: ["10.1.0.0/16"], load_balancer: true } } } }`;
  expect(warehouseOf({ redshift }).redshift.network).toEqual({
    subnets: undefined,
    clientCidrs: [],
    clientSecurityGroups: [],
    loadBalancer: false,
  });
  expect(warehouseOf({ redshift }, "prod").redshift.network).toEqual({
    subnets: ["subnet-0000000a"],
    clientCidrs: ["10.1.0.0/16"],
    clientSecurityGroups: [],
    loadBalancer: true,
  });
});

test("a project owns the schemas of its staging, vault and marts, and stages what the vault reads", () => {
  expect(warehouseOf({}).projects).toMatchObject([
    {
      name: "gtm",
      schemas: ["stg_gtm", "raw_dv", "business_dv", "mart_out"],
      tables: [
        { database: "crm", table: "account" },
        { database: "crm", table: "product2" },
      ],
      modelsFolder: "/gtm/elt/gtm",
      trigger: { kind: "arrival" },
    },
  ]);
});

test("a project without a vault stages every table of the catalog", () => {
  const { projects } = warehouseOf({ vault: "", marts: "" });
  expect(projects[0]?.tables.map(({ table }) => table)).toEqual(["account", "product2", "log__c"]);
});

test("a satellite takes the key of its feed from the hub, that of a link from the link", () => {
  expect(warehouseOf({}).vault?.satellites).toMatchObject([
    {
      name: "account_crm",
      parent: { kind: "hub", name: "account" },
      key: ["id"],
      source: { table: "account" },
    },
    {
      name: "sale_crm",
      parent: { kind: "link", name: "sale" },
      key: [],
      source: { table: "account" },
    },
  ]);
});

test("a table is late after 36 hours and stale after 72, unless one limit moves the other", () => {
  const limits = (freshness: string) =>
    warehouseOf({ projects: `{ gtm: { owner: x, freshness: ${freshness} } }` }).projects[0]
      ?.freshness;
  const usual = { warnAfterHours: 36, errorAfterHours: 72, onStale: "warn" };
  expect(warehouseOf({}).projects[0]?.freshness).toEqual(usual);
  expect(limits("{ error_after: 24 }")).toEqual({
    ...usual,
    warnAfterHours: 24,
    errorAfterHours: 24,
  });
  expect(limits("{ warn_after: 100, on_stale: stop }")).toEqual({
    warnAfterHours: 100,
    errorAfterHours: 100,
    onStale: "stop",
  });
});
