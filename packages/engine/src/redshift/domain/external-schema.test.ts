import { expect, test } from "vitest";
import {
  type DeclaredSchema,
  type FoundSchema,
  removalStatements,
  schemaStatements,
} from "./external-schema.ts";

const arn = (role: string) => `arn:aws:iam::111111111111:role/${role}`;
const isOwn = (role: string) => role.startsWith(arn("gtm-dev-spectrum-"));
const declared: DeclaredSchema = {
  name: "crm_for_analysts",
  database: "crm",
  region: "eu-west-1",
  spectrumRole: arn("gtm-dev-spectrum-analyst-eu-west-1"),
  reader: "analyst",
};
const found = (role: string, database = "crm"): FoundSchema => ({
  database,
  options: JSON.stringify({ IAM_ROLE: arn(role) }),
});
const create =
  "CREATE EXTERNAL SCHEMA \"crm_for_analysts\" FROM DATA CATALOG DATABASE 'crm' REGION 'eu-west-1' " +
  "IAM_ROLE 'arn:aws:iam::111111111111:role/gtm-dev-spectrum-analyst-eu-west-1'";
const usage = 'GRANT USAGE ON SCHEMA "crm_for_analysts" TO ROLE "analyst"';
const drop = 'DROP SCHEMA "crm_for_analysts"';

test("a schema that is missing is made, and its persona may use it", () => {
  expect(schemaStatements(declared, undefined, isOwn)).toEqual([create, usage]);
});

test("one that is as declared is left alone", () => {
  expect(schemaStatements(declared, found("gtm-dev-spectrum-analyst-eu-west-1"), isOwn)).toEqual([
    usage,
  ]);
});

test.each([
  ["another role", found("gtm-dev-spectrum-dbt-eu-west-1")],
  ["another database", found("gtm-dev-spectrum-analyst-eu-west-1", "former")],
])("one with %s is made anew, since nothing else changes it", (_, before) => {
  expect(schemaStatements(declared, before, isOwn)).toEqual([drop, create, usage]);
});

test("one that somebody else has made is neither replaced nor dropped", () => {
  const theirs = found("their-role");
  expect(() => schemaStatements(declared, theirs, isOwn)).toThrow(/has not made.*their-role/);
  expect(removalStatements("crm_for_analysts", theirs, isOwn)).toEqual([]);
  expect(removalStatements("crm_for_analysts", { database: "crm", options: "{}" }, isOwn)).toEqual(
    [],
  );
});

test("taking away drops what is ours, and asks for nothing where it is gone", () => {
  const ours = found("gtm-dev-spectrum-analyst-eu-west-1");
  expect(removalStatements("crm_for_analysts", ours, isOwn)).toEqual([drop]);
  expect(removalStatements("crm_for_analysts", undefined, isOwn)).toEqual([]);
});

test.each(['x"; DROP SCHEMA y; --', "Crm", "1st", "a b", "", "x".repeat(128)])(
  "%j is not a valid name of a schema",
  (name) => {
    expect(() => schemaStatements({ ...declared, name }, undefined, isOwn)).toThrow(
      /is not a valid name/,
    );
  },
);

test("a text cannot end its literal, whatever backslashes mean to the server", () => {
  const [statement] = schemaStatements(
    { ...declared, database: "a\\' OR 1=1 --" },
    undefined,
    isOwn,
  );
  expect(statement).toContain("DATABASE ('a' || chr(92) || ''' OR 1=1 --') REGION");
});
