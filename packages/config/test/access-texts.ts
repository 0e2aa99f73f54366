import { platformOf, problemsIn, type Texts } from "./check-texts.ts";

/** Tables: `crm.account` (personal), `crm.product2` (no personal data), `crm.log__c` (unclassified). */
export const accessAppflow = `appflow:
  flow_classes:
    crm:
      source: salesforce
      connector_profile: crm
      objects:
        - { name: Account, pii: 1 }
        - { name: Product2, pii: 0 }
        - { name: Log__c }
`;

/** Parts of access.yaml that make a valid one; tests replace or add parts. */
export const validParts = {
  roles: "{ analyst: {}, chief: { kind: steward } }",
  grants: `
    - { to: analyst, select: crm.account, columns: [id, type] }
    - { to: chief, select: crm.* }`,
} as const;

/** access.yaml of the given parts, one a line after `access:` where they are short. */
export function accessTexts(parts: Readonly<Record<string, string>> = {}): Texts {
  const lines = Object.entries({ ...validParts, ...parts }).map(
    ([key, text]) => `  ${key}: ${text}\n`,
  );
  return { appflow: accessAppflow, access: `access:\n${lines.join("")}` };
}

/** Problems, as a user sees them, of the valid access.yaml with some parts replaced. */
export function accessProblems(parts: Readonly<Record<string, string>>): string[] {
  return problemsIn(accessTexts(parts));
}

/** Problems of grants beside the valid ones; the first of them is on line 5. */
export function grantProblems(...grants: string[]): string[] {
  return accessProblems({ grants: grantsWith(...grants) });
}

/** The valid grants with others before them, so that those start on line 4. */
export function grantsWith(...grants: string[]): string {
  return `\n${grants.map((grant) => `    - ${grant}`).join("\n")}${validParts.grants}`;
}

/** Access of the environment dev; fails the test with the problems otherwise. */
export function accessOf(parts: Readonly<Record<string, string>>) {
  const access = platformOf(accessTexts(parts)).environments.dev?.access;
  if (access === undefined) throw new Error("the platform has no access");
  return access;
}
