import { accessAppflow, accessTexts } from "./access-texts.ts";
import { platformOf, problemsIn, type Texts } from "./check-texts.ts";

const validVault = `{
    hubs: {
      account: { sources: [{ table: crm.account, key: id }] },
      product: { sources: [{ table: crm.product2, key: id }] } },
    links: {
      sale: { table: crm.account, ends: { account: { key: id }, product: { key: product__c } }, driving_end: account } },
    satellites: { account_crm: { hub: account, columns: [name] }, sale_crm: { link: sale, columns: [type] } },
    point_in_time: { account: { satellites: account_crm } },
    bridges: { sales: { links: sale } } }`;

const validMart =
  "{ out: { tables: { totals: { description: Totals, columns: { n: bigint } } } } }";

const validWarehouse = {
  projects: "{ gtm: { owner: gtm-data } }",
  vault: validVault,
  marts: validMart,
} as const;

/** A valid warehouse.yaml over the tables of `accessAppflow`, some of its parts replaced. */
export function warehouseTexts(parts: Readonly<Record<string, string>> = {}): Texts {
  const lines = Object.entries({ ...validWarehouse, ...parts }).map(
    ([key, text]) => `  ${key}: ${text}\n`,
  );
  return { ...accessTexts(), warehouse: `warehouse:\n${lines.join("")}` };
}

/** Its problems as a user sees them, without position: `LW1234  message`, and the hint behind ` | `. */
export function warehouseProblems(parts: Readonly<Record<string, string>>): string[] {
  return problemsIn(warehouseTexts(parts)).map((problem) =>
    problem.replace(/^warehouse\.yaml:\d+:\d+ {2}/, "").replace("\n  hint: ", " | "),
  );
}

/** The same with one text of the valid vault replaced. */
export function vaultProblems(text: string, by: string): string[] {
  if (!validVault.includes(text)) throw new Error(`the valid vault has no ${text}`);
  return warehouseProblems({ vault: validVault.replace(text, by) });
}

/** The warehouse of an environment; fails the test with the problems otherwise. */
export function warehouseOf(parts: Readonly<Record<string, string>>, environment = "dev") {
  const warehouse = platformOf(warehouseTexts(parts)).environments[environment]?.warehouse;
  if (warehouse === undefined) throw new Error("the platform has no warehouse");
  return warehouse;
}

/** The valid warehouse with an access.yaml of the given parts beside it; `crm.product2` is loaded in dev alone. */
function textsOverWarehouse(parts: Readonly<Record<string, string>>): Texts {
  const devOnly = accessAppflow.replace("Product2, pii: 0", "Product2, pii: 0, environment: dev");
  return { ...accessTexts(parts), appflow: devOnly, warehouse: warehouseTexts().warehouse ?? "" };
}

/** Problems, as a user sees them, of an access.yaml over the valid warehouse, with the hint behind ` | `. */
export function problemsOverWarehouse(parts: Readonly<Record<string, string>>): string[] {
  return problemsIn(textsOverWarehouse(parts)).map((problem) =>
    problem.replace("access.yaml:", "").replace("\n  hint: ", " | "),
  );
}

/** Access over the valid warehouse in an environment; fails the test with the problems otherwise. */
export function accessOverWarehouse(parts: Readonly<Record<string, string>>, environment: string) {
  const access = platformOf(textsOverWarehouse(parts)).environments[environment]?.access;
  if (access === undefined) throw new Error("the platform has no access");
  return access;
}
