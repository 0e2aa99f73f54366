import { expect, test } from "vitest";
import { problemsIn, validTexts } from "../../test/check-texts.ts";

const access = `access:
  roles: { dbt: {}, analyst: {} }
  filters:
    german: { on: crm.account, rows: "country = 'DE'", columns: [id] }
  assign:
    - { on: crm.account, columns: [id], tags: { sensitivity: internal } }
  grants:
    - { to: dbt, select: crm.account, columns: [id], reason: builds }
    - { to: analyst, filter: german, reason: reports }
`;
const warehouse = `warehouse:
  projects: { gtm: { owner: gtm, role: dbt } }
  vault:
    hubs: { account: { sources: [{ table: crm.account, key: id }] } }
    satellites: { account_crm: { hub: account, columns: [name] } }
`;
const appflow = validTexts.appflow.replace("connector_profile: crm", "connector_profile: nobody");

test("a wrong connection is one problem, whatever else names the tables of its flows", () => {
  const personal = `${appflow}          pii: 1\n        - { name: Contact, pii: 1 }\n`;
  expect(problemsIn({ appflow: personal, access, warehouse })).toEqual([
    expect.stringMatching(/^appflow\.yaml:5:26 {2}LW1401 {2}no connection is called "nobody"/),
  ]);
});

test("a table that no flow makes is still one problem for each place that names it", () => {
  const wrong = access.replaceAll("crm.account", "crm.acount");
  const found = problemsIn({ access: wrong, warehouse });
  expect(found.filter((problem) => problem.includes("LW1612"))).toHaveLength(3);
});
