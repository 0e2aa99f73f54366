import { checkPlatform, type PlatformResult } from "../src/check-platform.ts";
import type { KnownColumns } from "../src/known-columns.ts";
import { formatProblem } from "../src/problem.ts";
import { type SectionName, sectionNames } from "../src/sections/section-names.ts";
import { parseSections } from "../src/source/parse-sections.ts";

export type Texts = Partial<Record<SectionName, string>>;

const folder = "/gtm";
const now = new Date("2026-01-15T12:00:00Z");

/** A platform that is valid, with one CRM connection and one flow; tests replace one file of it. */
export const validTexts = {
  platform: `platform:
  name: gtm
  owner: gtm-data
  environments:
    dev: { account: "111111111111", region: eu-west-1 }
    prod: { account: "222222222222", region: eu-west-1 }
`,
  connections: `connections:
  crm:
    kind: salesforce
    instance_url: https://crm.example.com
    auth: { grant: client_credentials, client_id: app, client_secret: "\${secret:crm}" }
`,
  appflow: `appflow:
  flow_classes:
    crm:
      source: salesforce
      connector_profile: crm
      objects:
        - name: Account
`,
} as const satisfies Texts;

/** Checks the texts of a platform folder without a disk, on January 15, 2026. */
export function checkTexts(texts: Texts, knownColumns?: KnownColumns): PlatformResult {
  const all: Texts = { ...validTexts, ...texts };
  const files = sectionNames.flatMap((section) => {
    const text = all[section];
    return text === undefined ? [] : [{ section, file: `${folder}/${section}.yaml`, text }];
  });
  return checkPlatform(parseSections(files), folder, { now, knownColumns });
}

/** Every problem as a user sees it, hints included; warnings too when the platform is valid. */
export function problemsIn(texts: Texts, knownColumns?: KnownColumns): string[] {
  const result = checkTexts(texts, knownColumns);
  return (result.ok ? result.warnings : result.problems).map((problem) =>
    formatProblem(problem, folder),
  );
}

/** The valid platform; fails the test with the problems otherwise. */
export function platformOf(texts: Texts) {
  const result = checkTexts(texts);
  if (!result.ok) throw new Error(problemsIn(texts).join("\n"));
  return result.platform;
}

/** appflow.yaml with one object whose keys are given, one a line from line 8 on. */
export function objectWith(...keys: string[]): Texts {
  const lines = keys.map((key) => `          ${key}\n`);
  return { appflow: validTexts.appflow + lines.join("") };
}
