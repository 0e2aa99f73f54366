import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { FieldMetadata, ObjectMetadata, Org } from "../src/org/org.ts";

/** An org of two objects whose every value a test knows; 2024-05-15 12:00 UTC, a Wednesday. */
export interface TinyOrg extends Org {
  /** Runs SQL on the rows and lets the org's version rise. */
  change(sql: string): Promise<void>;
}

export const NOW = new Date("2024-05-15T12:00:00Z");

/** The 18-character Id of the n-th thing, n up to 9. */
export function thingId(n: number): string {
  return `a0000000000000${n}AAA`;
}

export function field(
  name: string,
  type: string,
  more: Partial<FieldMetadata> = {},
): FieldMetadata {
  return {
    name,
    label: name,
    type,
    length: 80,
    precision: 0,
    scale: 0,
    nillable: true,
    createable: true,
    updateable: true,
    custom: name.endsWith("__c"),
    calculated: false,
    externalId: false,
    unique: false,
    idLookup: false,
    compoundFieldName: null,
    referenceTo: [],
    relationshipName: null,
    picklistValues: [],
    ...more,
  };
}

const place = { compoundFieldName: "Place__c" };

export const THING: ObjectMetadata = {
  name: "Thing__c",
  label: "Thing",
  labelPlural: "Things",
  keyPrefix: "a00",
  custom: true,
  fields: [
    field("Id", "id", { idLookup: true }),
    field("Name", "string"),
    field("Key__c", "string", { externalId: true }),
    field("Parent__c", "reference", { referenceTo: ["Box__c"], relationshipName: "Parent__r" }),
    field("Amount__c", "double"),
    field("Count__c", "int"),
    field("Flag__c", "boolean"),
    field("Day__c", "date"),
    field("Tags__c", "multipicklist"),
    field("Notes__c", "textarea", { length: 32000 }),
    field("Body__c", "base64"),
    field("Place__Street__s", "string", place),
    field("Place__City__s", "string", place),
    field("Place__c", "address"),
    field("CreatedDate", "datetime"),
    field("SystemModstamp", "datetime"),
    field("IsDeleted", "boolean"),
  ],
};

const BOX: ObjectMetadata = {
  name: "Box__c",
  label: "Box",
  labelPlural: "Boxes",
  keyPrefix: "a01",
  custom: true,
  fields: [field("Id", "id"), field("Name", "string"), field("Size__c", "double")],
};

const ROWS = `
CREATE TABLE sandbox_deleted (object VARCHAR, id VARCHAR, deleted_at TIMESTAMPTZ);
CREATE TABLE "Box__c" ("Id" VARCHAR, "Name" VARCHAR, "Size__c" DOUBLE);
INSERT INTO "Box__c" VALUES ('a01000000000001AAA', 'Big', 2), ('a01000000000002AAA', 'Small', 1);
CREATE TABLE "Thing__c" ("Id" VARCHAR, "Name" VARCHAR, "Key__c" VARCHAR, "Parent__c" VARCHAR, "Amount__c" DOUBLE,
  "Count__c" INTEGER, "Flag__c" BOOLEAN, "Day__c" DATE, "Tags__c" VARCHAR, "Notes__c" VARCHAR, "Body__c" VARCHAR,
  "Place__Street__s" VARCHAR, "Place__City__s" VARCHAR, "CreatedDate" TIMESTAMPTZ, "SystemModstamp" TIMESTAMPTZ, "IsDeleted" BOOLEAN);
INSERT INTO "Thing__c" VALUES
 ('${thingId(1)}', 'Alpha', 'k1', 'a01000000000001AAA', 1.5, 1, true, '2024-05-15', 'red;blue', 'line one
line "two"', 'abc', 'Main 1', 'Basel', '2024-05-15 10:00:00Z', '2024-05-15 10:00:00Z', false),
 ('${thingId(2)}', 'beta', 'k2', 'a01000000000002AAA', 3, 2, false, '2024-05-14', 'red', NULL, NULL,
  NULL, NULL, '2024-05-14 23:59:59Z', '2024-05-14 23:59:59Z', false),
 ('${thingId(3)}', '100%_\\', 'k3', NULL, NULL, NULL, false, NULL, NULL, '', NULL,
  NULL, 'Bern', '2024-04-30 00:00:00Z', '2024-05-10 00:00:00Z', false),
 ('${thingId(4)}', 'O''Neil, "Kö"', 'k4', 'a01000000000001AAA', -2, 4, true, '2023-01-01', 'green;red;blue', 'a,b;c|d', NULL,
  NULL, NULL, '2023-12-31 23:59:59Z', '2024-01-01 00:00:00Z', false),
 ('${thingId(5)}', 'gone', 'k5', NULL, 9, 9, false, NULL, NULL, NULL, NULL,
  NULL, NULL, '2024-05-01 00:00:00Z', '2024-05-15 09:00:00Z', true);
INSERT INTO sandbox_deleted VALUES ('Thing__c', '${thingId(5)}', '2024-05-15 09:00:00Z');
`;

/** Makes the org afresh. */
export async function tinyOrg(): Promise<TinyOrg> {
  const instance = await DuckDBInstance.create(":memory:");
  const setup: DuckDBConnection = await instance.connect();
  await setup.run("SET TimeZone = 'UTC'");
  await setup.run(ROWS);
  let version = 1;
  const objects = [THING, BOX];
  return {
    id: "00D000000000001EAA",
    now: () => NOW,
    objects: () => objects,
    object: (name) => objects.find((each) => each.name === name),
    connect: () => instance.connect(),
    version: () => version,
    day: async () => [],
    close: () => instance.closeSync(),
    async change(sql) {
      await setup.run(sql);
      version += 1;
    },
  };
}
