import { execFile } from "node:child_process";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { DuckDBInstance } from "@duckdb/node-api";
import { readPlatform } from "@lakewright/config";
import type { EltInput, EltSource, GeneratedFiles } from "../../src/elt/domain/elt-input.ts";
import { generateProject } from "../../src/elt/domain/generate-project.ts";

const files = {
  "platform.yaml": `platform:
  name: small
  owner: small-data
  environments:
    local: { stands_for: dev }
    dev: { account: "111111111111", region: eu-west-1 }
`,
  "connections.yaml": `connections:
  crm:
    kind: salesforce
    instance_url: https://crm.example.com
    auth: { grant: client_credentials, client_id: app, client_secret: "\${secret:crm}" }
`,
  "appflow.yaml": `appflow:
  flow_classes:
    crm:
      source: salesforce
      connector_profile: crm
      incremental_load: 1
      schedule_expression: rate(1 day)
      bookmark_col: load_day
      pii: 0
      objects: [{ name: Contact }, { name: Account }, { name: Region, incremental_load: 0 }]
`,
  "warehouse.yaml": `warehouse:
  projects: { small: { owner: small-data } }
  vault:
    hubs:
      contact: { sources: [{ table: crm.contact, key: id }] }
      account: { sources: [{ table: crm.account, key: id }] }
      region: { sources: [{ table: crm.region, key: id }] }
    links:
      employment:
        table: crm.contact
        ends: { contact: { key: id }, account: { key: accountid } }
        driving_end: contact
    satellites:
      contact: { hub: contact, columns: [name, speaker__c] }
      region: { hub: region, columns: [name] }
    point_in_time: { contact: { satellites: contact } }
    bridges: { employments: { links: employment } }
  marts:
    people:
      tables:
        contacts:
          description: Contacts as they are now
          key: contact_id
          publish: true
          columns: { contact_id: varchar, name: varchar }
`,
} as const;

export const mart = `select hub.contact_bk as contact_id, latest.name
from {{ ref('hub_contact') }} as hub
inner join {{ ref('sat_contact_latest') }} as latest on latest.contact_pk = hub.contact_pk
`;

const changes = (table: string, columns: EltSource["columns"]): EltSource => ({
  database: "crm",
  table,
  columns: [
    { name: "id", type: "string" },
    ...columns,
    { name: "isdeleted", type: "boolean" },
    { name: "systemmodstamp", type: "timestamp" },
  ],
  partitionColumn: "load_day",
  incremental: true,
  orderColumn: "systemmodstamp",
  deletedColumn: "isdeleted",
});

export const smallSources: readonly EltSource[] = [
  changes("contact", [
    { name: "name", type: "string" },
    { name: "accountid", type: "string" },
    { name: "speaker__c", type: "boolean" },
  ]),
  changes("account", [{ name: "name", type: "string" }]),
  {
    ...changes("region", []),
    columns: [
      { name: "id", type: "string" },
      { name: "name", type: "string" },
    ],
    incremental: false,
    orderColumn: undefined,
    deletedColumn: undefined,
  },
];

/** A platform folder of contacts at accounts, with a vault and a mart. */
export async function smallPlatformFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "lakewright-elt-"));
  await writeFiles(folder, files);
  await writeFiles(folder, { "elt/small/models/people/contacts.sql": mart });
  return folder;
}

/** Input that the small project is generated from. */
export async function smallInput(): Promise<EltInput> {
  const read = await readPlatform(await smallPlatformFolder());
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const warehouse = read.platform.environments.local?.warehouse;
  const project = warehouse?.projects[0];
  if (!warehouse || !project) throw new Error("no warehouse");
  return { platform: read.platform.name, project, warehouse, sources: smallSources };
}

export async function writeFiles(folder: string, texts: GeneratedFiles): Promise<void> {
  for (const [path, text] of Object.entries(texts)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** The project in a folder of its own, with empty tables in the place of the lake, and a way to build it. */
export async function smallProject(python: string) {
  const folder = await mkdtemp(join(tmpdir(), "lakewright-dbt-"));
  await writeFiles(folder, generateProject(await smallInput()));
  await writeFiles(folder, { "models/people/contacts.sql": mart });
  const file = join(folder, "build.duckdb");
  const sql = async (statement: string): Promise<unknown[][]> => {
    const instance = await DuckDBInstance.create(file);
    const connection = await instance.connect();
    try {
      return (await connection.runAndReadAll(statement)).getRowsJson();
    } finally {
      // An open connection keeps the lock on the file, whatever becomes of the instance.
      connection.closeSync();
      instance.closeSync();
    }
  };
  await sql(`CREATE SCHEMA crm_ext; ${smallSources.map(emptyTable).join("")}`);
  return {
    folder,
    file,
    sql,
    dbt: (...args: readonly string[]) => runDbt(python, folder, file, args),
  };
}

export function emptyTable({ table, columns, partitionColumn }: EltSource): string {
  const types = { timestamp: "TIMESTAMPTZ", string: "VARCHAR" } as Record<string, string>;
  const list = columns.map(({ name, type }) => `${name} ${types[type] ?? type}`);
  return `CREATE TABLE crm_ext.${table} (${list.join(", ")}, ${partitionColumn} VARCHAR);`;
}

const run = promisify(execFile);

/** Runs dbt; what it says, and whether it ended well. */
export async function runDbt(
  python: string,
  folder: string,
  file: string,
  args: readonly string[],
) {
  return startDbt(python, folder, file, args).ended;
}

/** Starts dbt; what is killed did not end well. */
export function startDbt(python: string, folder: string, file: string, args: readonly string[]) {
  const env = {
    ...process.env,
    LAKEWRIGHT_ELT_FILE: file,
    DBT_SEND_ANONYMOUS_USAGE_STATS: "false",
  };
  const all = [...args, "--profiles-dir", folder, "--project-dir", folder, "--no-use-colors"];
  const running = run(join(dirname(python), "dbt"), all, {
    cwd: folder,
    env,
    maxBuffer: 1 << 26,
  });
  const ended = running.then(
    ({ stdout }) => ({ ok: true, said: stdout }),
    ({ stdout, stderr }: { stdout: string; stderr: string }) => ({
      ok: false,
      said: stdout + stderr,
    }),
  );
  return { ended, kill: () => running.child.kill("SIGKILL") };
}
