import { acknowledgements } from "./acknowledgements.ts";

/** The files of a new platform folder, by their path in it; they load from the sandbox as they are. */
export function scaffold(
  name: string,
  schemas: Readonly<Record<string, string>>,
): Record<string, string> {
  const editor = Object.entries(schemas).map(([file, text]) => [`.schema/${file}`, text] as const);
  return {
    "platform.yaml": platformYaml(name),
    "connections.yaml": connectionsYaml,
    "appflow.yaml": appflowYaml,
    ".gitignore":
      "# what lakewright keeps on this machine: the lake, the catalog, the ledger\n.lakewright/\n",
    "README.md": readme(name),
    ...Object.fromEntries(editor),
  };
}

/** Editors with the YAML language server check and complete by it. */
const header = (file: string) => `# yaml-language-server: $schema=.schema/${file}.schema.json\n\n`;

const platformYaml = (
  name: string,
) => `${header("platform")}# What the platform is called and where it runs.
platform:
  name: ${name} # begins the name of every bucket and flow
  owner: data-platform-team

  environments:
    local:
      stands_for: dev # what runs on this machine is what dev would deploy

    dev:
      account: "111111111111" # in quotes: YAML would make a number of it
      region: eu-west-1
      # deployment: says what the account brings; \`lakewright doctor --env dev\` what it lacks

${acknowledgements}`;

const connectionsYaml = `${header("connections")}# How systems are reached. Never write secrets here: \${env:NAME} and \${secret:NAME} are looked up when a flow runs.
connections:
  crm:
    kind: salesforce
    instance_url: https://example.my.salesforce.com # your org's My Domain
    auth:
      grant: client_credentials
      client_id: \${secret:crm/client-id}
      client_secret: \${secret:crm/client-secret}
    environments:
      local: # \`lakewright sandbox\` prints these three
        instance_url: \${env:LAKEWRIGHT_CRM_URL}
        auth:
          client_id: \${env:LAKEWRIGHT_CRM_CLIENT_ID}
          client_secret: \${env:LAKEWRIGHT_CRM_CLIENT_SECRET}
`;

const appflowYaml = `${header("appflow")}# What is copied, how often. A class gives defaults, an object overrides them.
appflow:
  flow_classes:
    crm:
      source: salesforce
      destination: s3
      connector_profile: crm
      incremental_load: 1 # 1 = everything first, then what changed; 0 = everything, each run
      schedule_expression: rate(1 day) # or cron(0 6 * * ? *) in UTC, or na = on demand
      objects:
        - name: Account
          pii: 1 # 1 = personal data, 0 = none; left out = unclassified
          include_deleted: 1
        - name: Contact
          pii: 1
          include_deleted: 1
        - name: Product2
          pii: 0
          # fields: [Id, Name, SystemModstamp] # read these alone; exclude_fields leaves some out
`;

const readme = (name: string) => `# ${name}

A data platform, described by the YAML files of this folder and run by \`lakewright\`.

\`\`\`sh
lakewright validate     # every problem, with file:line:column
lakewright sandbox      # in a second terminal: an org to load from; copy its exports into this one
lakewright run          # load what is due
\`\`\`

Then \`lakewright query "SELECT count(*) FROM crm_current.account"\` and \`lakewright status\`.

For your own org, change \`connections.yaml\`; \`lakewright doctor\` says what is missing.
`;
