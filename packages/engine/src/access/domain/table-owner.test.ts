import type { Domain } from "@lakewright/config";
import { expect, test } from "vitest";
import { sampleTable } from "../../../test/access/sample-access.ts";
import { owningDomain, tableShares } from "./table-owner.ts";

const at = { file: "access.yaml", line: 1, column: 1 };
const domain = (name: string, parts: Partial<Domain>): Domain => {
  return { name, owner: "jo", databases: [], tables: [], tags: [], sharedWith: [], at, ...parts };
};
const domains = {
  crm: domain("crm", { databases: ["crm"], sharedWith: ["111111111111", "222222222222"] }),
  people: domain("people", { tables: ["crm.contact"] }),
};
const contact = sampleTable({ name: "contact" });
const log = sampleTable({ database: "ops" });
const mart = sampleTable({ name: "calls", layer: "mart" });

test("a table belongs to the domain that names it, else to that of its database, else to none", () => {
  const owners = [sampleTable(), contact, log].map(
    (table) => owningDomain({ domains }, table)?.name,
  );
  expect(owners).toEqual(["crm", "people", undefined]);
});

test("a domain shares its own tables of the lake, and not those of its database that another one owns", () => {
  const shared = { database: "crm", table: "account", domain: "crm" };
  expect(tableShares({ domains }, [sampleTable(), contact, log, mart])).toEqual([
    { account: "111111111111", ...shared },
    { account: "222222222222", ...shared },
  ]);
});
