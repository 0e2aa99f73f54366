import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Access } from "@lakewright/config";
import { afterAll, beforeAll, expect, test } from "vitest";
import { queryAs, readAs } from "../src/access/use-cases/query-as.ts";
import { type LocalPlatform, openLocalPlatform } from "../src/local.ts";
import { wholeResult } from "../src/query/domain/result-reader.ts";
import type { GovernedQuery } from "../src/query/ports/governed-query.ts";
import { anyEnvironment } from "./any-flow.ts";
import { lakeUnderTest, signal } from "./contracts/use-cases/lake-under-test.ts";
import { bundledChild } from "./gate/bundled-child.ts";

const at = { file: "/platform/access.yaml", line: 1, column: 1 };
const roles = ["ids", "one row"];
const account = { database: "crm", table: "account" } as const;
const ids = { kind: "include", names: ["id"] } as const;
const granted = { permissions: ["select"], grantable: [], reason: "", at } as const;
const access: Access = {
  roles: Object.fromEntries(
    roles.map((name) => [
      name,
      {
        ...{ name, description: "", kind: "persona", iamRole: undefined, glueVersion: undefined },
        ...{ groups: [], bypasses: [], at },
      } as const,
    ]),
  ),
  tags: { sensitivity: ["personal", "internal", "public", "unclassified"] },
  assignments: [],
  filters: {
    a: {
      ...account,
      name: "a",
      rows: { kind: "compare", column: "name", operator: "=", value: "shown" },
      rowsText: "name = 'shown'",
      columns: ids,
      at,
    },
  },
  grants: [
    { id: "1", to: "ids", resource: { ...account, kind: "table", columns: ids }, ...granted },
    { id: "2", to: "one row", resource: { kind: "filter", filter: "a" }, ...granted },
  ],
  masks: [],
  closed: [],
  exceptions: [],
  domains: {},
  tests: [],
};

let folder: string;
let local: LocalPlatform;
let governed: GovernedQuery;
let path: string;
let whole: Buffer;
const environment = { ...anyEnvironment([]), access };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lakewright-damaged-as-"));
  const lake = await lakeUnderTest(async (source, clock) => {
    local = await openLocalPlatform({
      environment,
      stateFolder: folder,
      processEnv: {},
      secretsFile: { path: "/nowhere.env", platformFolder: "/platform", isDefault: true },
      childFile: await bundledChild(folder),
    });
    const ports = { ...local.ports, clock, openSource: () => source, canRead: () => true };
    return { ports, close: local.close };
  });
  lake.rows.splice(0, lake.rows.length);
  for (const [n, name] of ["shown", "hushhush"].entries())
    lake.rows.push({
      ...{ Id: String(n), Name: name, Revenue: 1, Active: true, IsDeleted: false },
    });
  for (const row of lake.rows) row.SystemModstamp = "2026-02-01T00:00:00Z";
  const flow = lake.flow();
  environment.flows = [flow];
  await lake.run([flow]);
  const [file] = await local.ports.ledger.files(flow.name);
  path = await local.ports.blobs.localPath(file?.uri ?? "");
  whole = await readFile(path);
  governed = await local.openGoverned();
});
afterAll(async () => {
  await governed.close();
  await local.close();
  await rm(folder, { recursive: true });
});

/** The file with one byte of a hidden value turned into none of UTF-8. */
const notUtf8 = () => {
  const bytes = Buffer.from(whole);
  bytes[whole.indexOf("hushhush") + 3] = 0xff;
  return bytes;
};

const damages: Readonly<Record<string, () => Uint8Array>> = {
  "cut short": () => whole.subarray(0, 100),
  empty: () => Buffer.alloc(0),
  "a broken footer": () => Buffer.from(whole).fill(0x99, whole.length - 60, whole.length - 8),
  "a hidden value that is no text": notUtf8,
};

const statements = [
  "SELECT id FROM crm_ext.account",
  "SELECT CAST('x' || id AS INTEGER) FROM crm_ext.account",
  "SELECT error('mine') FROM crm_ext.account",
];

test.each(roles.flatMap((role) => Object.keys(damages).map((name) => [role, name] as const)))(
  "role %s learns of a file that has %s nothing but that one of the table's is damaged",
  async (role, name) => {
    await writeFile(path, damages[name]?.() ?? whole);
    const call = (sql: string) => ({ environment, role, sql });
    const told = new Set<string>();
    for (const sql of statements) {
      const reading = { reader: wholeResult(), signal };
      for (const ask of [
        () => queryAs({ ...local.ports, governed }, call(sql), signal),
        () => readAs({ ...local.ports, governed }, call(sql), reading),
      ])
        await ask().catch((error) => told.add(`${error.code}: ${error.message}\n${error.hint}`));
    }
    await writeFile(path, whole);
    const damaged = [...told].filter((text) => text.startsWith("file_damaged"));
    // No value that the role reads is damaged, and none decides what it may read.
    const isUnseen = role === "ids" && name.startsWith("a hidden value");
    if (isUnseen) expect(damaged).toEqual([]);
    else
      expect(damaged).toEqual([
        "file_damaged: a file that crm_ext.account is read from is missing or damaged\n" +
          "tell the steward: `lakewright repair --check` names the file and what loads its rows again",
      ]);
    for (const text of told) expect(text).not.toMatch(/hus|part-|instead of|has no|utf|2026/i);
  },
);
