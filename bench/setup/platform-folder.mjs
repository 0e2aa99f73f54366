import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Writes a platform of one Salesforce connection, `crm`, with these objects; `flow` holds keys for all of them, such as
 * `api`. Answers the folder.
 */
export async function platformFolder(parent, objects, flow = {}) {
  const folder = join(parent, "platform");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "platform.yaml"), platform);
  await writeFile(join(folder, "connections.yaml"), connections);
  await writeFile(join(folder, "appflow.yaml"), appflow(objects, flow));
  return folder;
}

const platform = `platform:
  name: bench
  owner: bench
  environments:
    local: { stands_for: dev }
    dev: { account: "111111111111", region: eu-west-1 }
`;

const connections = `connections:
  crm:
    kind: salesforce
    instance_url: https://bench.my.salesforce.com
    auth:
      grant: client_credentials
      client_id: \${secret:bench/client-id}
      client_secret: \${secret:bench/client-secret}
    environments:
      local:
        instance_url: \${env:LAKEWRIGHT_CRM_URL}
        auth:
          client_id: \${env:LAKEWRIGHT_CRM_CLIENT_ID}
          client_secret: \${env:LAKEWRIGHT_CRM_CLIENT_SECRET}
`;

function appflow(objects, flow) {
  const keys = { pii: 0, ...flow };
  const lines = Object.entries(keys).map(([key, value]) => `      ${key}: ${value}`);
  return `appflow:
  flow_classes:
    crm:
      source: salesforce
      destination: s3
      connector_profile: crm
      incremental_load: 1
      schedule_expression: rate(1 day)
      bookmark_col: load_date
      description: Objects that the benches load
${lines.join("\n")}
      objects:
${objects.map((name) => `        - name: ${name}`).join("\n")}
`;
}
