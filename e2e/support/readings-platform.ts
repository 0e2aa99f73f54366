import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** The object that both flows of this platform read. */
export const readingsObject = "Reading__c";
/** One flow reads the object page by page, the other as a Bulk job. */
export const profiles = ["by_rest", "by_bulk"] as const;
export type Profile = (typeof profiles)[number];

export interface ReadingsPlatform {
  /** Everything of this platform; to be removed by whoever made it. */
  readonly folder: string;
  /** The platform folder. */
  readonly platform: string;
  /** Data for `lakewright sandbox --data`. */
  readonly data: string;
}

/**
 * A platform that reads one object twice, over REST and over Bulk, and the data for an org that holds it. Objects from files
 * never lose a row without a trace and no row of theirs commits late, so the lake can be compared row by row. `more` are further files of the
 * platform folder.
 */
export function writeReadingsPlatform(
  rows: number,
  more: Readonly<Record<string, string>> = {},
): ReadingsPlatform {
  const folder = mkdtempSync(join(tmpdir(), "lakewright-e2e-"));
  const platform = join(folder, "platform");
  const data = join(folder, "data");
  for (const path of [platform, data]) mkdirSync(path);
  for (const [name, content] of Object.entries(files()))
    writeFileSync(join(platform, `${name}.yaml`), content);
  for (const [path, content] of Object.entries(more)) {
    mkdirSync(dirname(join(platform, path)), { recursive: true });
    writeFileSync(join(platform, path), content);
  }
  writeFileSync(join(data, "reading.csv"), readingsCsv(rows));
  return { folder, platform, data };
}

function readingsCsv(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const day = `2024-${String((i % 12) + 1).padStart(2, "0")}-${String((i % 28) + 1).padStart(2, "0")}`;
    return `"Reading ${i}, ""ä""",Site ${i % 97},${((i * 37) % 10_007) / 100},${day}`;
  });
  return `${["Title,Site,Amount,TakenOn", ...lines].join("\n")}\n`;
}

const files = () => ({
  platform: `platform:
  name: crash
  owner: tests
  environments:
    local: { stands_for: dev }
    dev: { account: "111111111111", region: eu-west-1 }
`,
  connections: `connections:
  by_rest: &org
    kind: salesforce
    instance_url: https://crm.my.salesforce.com
    auth:
      grant: client_credentials
      client_id: \${secret:crm/client-id}
      client_secret: \${secret:crm/client-secret}
    environments:
      local:
        instance_url: \${env:LAKEWRIGHT_CRM_URL}
        auth:
          client_id: \${env:LAKEWRIGHT_CRM_CLIENT_ID}
          client_secret: \${env:LAKEWRIGHT_CRM_CLIENT_SECRET}
  by_bulk: *org
`,
  appflow: `appflow:
  flow_classes:
    paged: { ${flowKeys("by_rest", "rest")} }
    bulk: { ${flowKeys("by_bulk", "bulk")} }
`,
});

function flowKeys(profile: Profile, api: "rest" | "bulk"): string {
  const keys = {
    source: "salesforce",
    destination: "s3",
    connector_profile: profile,
    incremental_load: 1,
    include_deleted: 1,
    schedule_expression: "rate(1 day)",
    environment: "all",
    pii: 0,
    api,
    objects: `[{ name: ${readingsObject} }]`,
  };
  return Object.entries(keys)
    .map(([key, value]) => `${key}: ${value}`)
    .join(", ");
}
