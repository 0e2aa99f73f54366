import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { readPlatform } from "@lakewright/config";
import type { EltSource } from "../../src/elt/domain/elt-input.ts";
import { generateProject } from "../../src/elt/domain/generate-project.ts";
import { type DbtSeries, dbtSeries } from "./dbt-series.ts";
import { emptyTable, smallPlatformFolder, smallSources, writeFiles } from "./small-project.ts";

/** Every kind of vault table over contacts, accounts and regions; the hub of accounts has two feeds. */
const warehouse = `warehouse:
  projects: { small: { owner: small-data } }
  vault:
    hubs:
      contact: { sources: [{ table: crm.contact, key: id }] }
      account: { sources: [{ table: crm.account, key: id }, { table: crm.contact, key: accountid }] }
      region: { sources: [{ table: crm.region, key: id }] }
    links:
      employment:
        table: crm.contact
        ends: { contact: { key: id }, account: { key: accountid } }
        driving_end: contact
      account_region:
        table: crm.account
        ends: { account: { key: id }, region: { key: regionid } }
    satellites:
      contact_name: { hub: contact, columns: name }
      contact_speaker: { hub: contact, columns: speaker__c }
      account: { hub: account, columns: name }
      region: { hub: region, columns: name }
      employment_terms: { link: employment, columns: speaker__c }
    point_in_time: { contact: { satellites: [contact_name, contact_speaker] } }
    bridges: { contact_regions: { links: [employment, account_region] } }
`;

const [contact, account, region] = smallSources;

function withRegion(source: EltSource | undefined): EltSource {
  if (!source) throw new Error("no accounts");
  const [id, name, ...others] = source.columns;
  if (!id || !name) throw new Error("accounts have no columns");
  return { ...source, columns: [id, name, { name: "regionid", type: "string" }, ...others] };
}

export interface ChangingProject extends DbtSeries {
  sql(statement: string): Promise<unknown[][]>;
}

/** The project in a folder of its own, over empty tables in the place of the lake. */
export async function changingProject(python: string): Promise<ChangingProject> {
  if (!contact || !region) throw new Error("no contacts");
  const sources = [contact, withRegion(account), region];
  const platform = await smallPlatformFolder();
  await writeFiles(platform, { "warehouse.yaml": warehouse });
  const read = await readPlatform(platform);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const declared = read.platform.environments.local?.warehouse;
  const project = declared?.projects[0];
  if (!declared || !project) throw new Error("no warehouse");
  const input = { platform: "small", project, warehouse: declared, sources };
  const folder = await mkdtemp(join(tmpdir(), "lakewright-dbt-"));
  await writeFiles(folder, generateProject(input));
  const file = join(folder, "build.duckdb");
  const sql = async (statement: string): Promise<unknown[][]> => {
    const instance = await DuckDBInstance.create(file);
    const connection = await instance.connect();
    try {
      return (await connection.runAndReadAll(`SET TimeZone = 'UTC'; ${statement}`)).getRowsJson();
    } finally {
      // An open connection keeps the lock on the file, whatever becomes of the instance.
      connection.closeSync();
      instance.closeSync();
    }
  };
  await sql(`CREATE SCHEMA crm_ext; ${sources.map(emptyTable).join("")} SELECT 1`);
  return { sql, ...dbtSeries(python, folder, file) };
}
