/** Contents of the vault, in the texts of `vault-by-hand.ts`. */
import { changesOf, type HistoryName, type Version } from "./vault-by-hand.ts";

type Sql = (statement: string) => Promise<unknown[][]>;

const day = (column: string) => `CAST(strftime(${column}, '%d') AS INTEGER)`;
const employment =
  "(SELECT link_employment_pk, contact_bk || '|' || account_bk AS bk FROM raw_dv.link_employment JOIN raw_dv.hub_contact USING (contact_pk) JOIN raw_dv.hub_account USING (account_pk))";
const contact = "(SELECT contact_pk, contact_bk AS bk FROM raw_dv.hub_contact)";

const satellites = {
  contact_name: { keys: contact, pk: "contact_pk", said: "coalesce(name, '~')" },
  contact_speaker: {
    keys: contact,
    pk: "contact_pk",
    said: "coalesce(CAST(speaker AS VARCHAR), '~')",
  },
  account: {
    keys: "(SELECT account_pk, account_bk AS bk FROM raw_dv.hub_account)",
    pk: "account_pk",
    said: "coalesce(name, '~')",
  },
  region: {
    keys: "(SELECT region_pk, region_bk AS bk FROM raw_dv.hub_region)",
    pk: "region_pk",
    said: "coalesce(name, '~')",
  },
  employment_terms: {
    keys: employment,
    pk: "link_employment_pk",
    said: "coalesce(CAST(speaker AS VARCHAR), '~')",
  },
} as const;
export const satelliteNames = Object.keys(satellites) as (keyof typeof satellites)[];

const tables = {
  hubContact: `SELECT concat_ws('|', contact_bk, ${day("load_source_dts")}, record_source) FROM raw_dv.hub_contact`,
  hubAccount: `SELECT concat_ws('|', account_bk, ${day("load_source_dts")}, record_source) FROM raw_dv.hub_account`,
  hubRegion: `SELECT concat_ws('|', region_bk, ${day("load_source_dts")}, record_source) FROM raw_dv.hub_region`,
  employment: `SELECT concat_ws('|', bk, ${day("load_source_dts")}) FROM raw_dv.link_employment JOIN ${employment} USING (link_employment_pk)`,
  accountRegion: `SELECT concat_ws('|', account_bk, region_bk, ${day("link.load_source_dts")}) FROM raw_dv.link_account_region AS link
    JOIN raw_dv.hub_account USING (account_pk) JOIN raw_dv.hub_region USING (region_pk)`,
  pointInTime: `SELECT concat_ws('|', contact_bk, ${day("as_of")},
      CASE WHEN names.hash_diff IS NULL THEN '~' ELSE concat_ws('|', coalesce(name, '~'), names.is_deleted) END,
      CASE WHEN speakers.hash_diff IS NULL THEN '~' ELSE concat_ws('|', coalesce(CAST(speaker AS VARCHAR), '~'), speakers.is_deleted) END)
    FROM business_dv.pit_contact AS pit JOIN raw_dv.hub_contact USING (contact_pk)
    LEFT JOIN raw_dv.sat_contact_name AS names ON names.contact_pk = pit.contact_pk
      AND names.load_source_dts = contact_name_load_source_dts AND names.version_dts = contact_name_version_dts
    LEFT JOIN raw_dv.sat_contact_speaker AS speakers ON speakers.contact_pk = pit.contact_pk
      AND speakers.load_source_dts = contact_speaker_load_source_dts AND speakers.version_dts = contact_speaker_version_dts`,
  bridge: `SELECT concat_ws('|', contact_bk, account_bk, region_bk, ${day("as_of")}) FROM business_dv.bridge_contact_regions
    JOIN raw_dv.hub_contact USING (contact_pk) JOIN raw_dv.hub_account USING (account_pk) JOIN raw_dv.hub_region USING (region_pk)`,
  currentContacts: `SELECT concat_ws('|', id, coalesce(name, '~'), coalesce(accountid, '~'), coalesce(CAST(speaker__c AS VARCHAR), '~')) FROM crm_current.contact`,
  currentRegions: "SELECT concat_ws('|', id, name) FROM crm_current.region",
} as const;
type TableName = keyof typeof tables;
export const tableNames = Object.keys(tables) as TableName[];

export async function rowsOf(sql: Sql, name: TableName): Promise<string[]> {
  return (await sql(tables[name])).map(([text]) => String(text)).toSorted();
}

/** Every stored version of a satellite, and of effectivity the partner after each moment at which it has rows. */
export async function historyOf(sql: Sql, name: HistoryName): Promise<Version[]> {
  const rows = await sql(name === "employment_partner" ? partners : versionsSql(name));
  return sortedVersions(
    rows.map(([key, on, stamp, said]) => ({
      key: String(key),
      day: Number(on),
      stamp: Number(stamp),
      said: String(said),
    })),
  );
}

/** The same order for both sides. */
export function sortedVersions(versions: readonly Version[]): Version[] {
  return versions.toSorted(
    (a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)) || a.day - b.day || a.stamp - b.stamp,
  );
}

/** Without versions that repeat the one before: an insert-only vault keeps one that a later correction made a repetition. */
export const withoutRepetitions = changesOf;

function versionsSql(name: keyof typeof satellites): string {
  const { keys, pk, said } = satellites[name];
  return `SELECT bk, ${day("load_source_dts")}, CAST(epoch(version_dts) AS BIGINT), concat_ws('|', ${said}, is_deleted)
    FROM raw_dv.sat_${name} JOIN ${keys} USING (${pk})`;
}

const partners = `SELECT contact_bk, ${day("eff.load_source_dts")}, CAST(epoch(version_dts) AS BIGINT),
    coalesce(max(CASE WHEN is_active THEN account_bk END), '~')
  FROM raw_dv.eff_employment AS eff JOIN raw_dv.hub_contact USING (contact_pk)
  JOIN raw_dv.link_employment AS link USING (link_employment_pk) JOIN raw_dv.hub_account USING (account_pk) GROUP BY ALL`;

/** The satellite's views: until when each version held, and the newest version of what is not deleted. */
export async function viewsOf(sql: Sql, name: keyof typeof satellites) {
  const { keys, pk, said } = satellites[name];
  const history =
    await sql(`SELECT bk, ${day("valid_from")}, CAST(epoch(version_dts) AS BIGINT), ${day("valid_to")}, is_current
    FROM business_dv.sat_${name}_history JOIN ${keys} USING (${pk})`);
  const latest = await sql(
    `SELECT concat_ws('|', bk, ${said}) FROM business_dv.sat_${name}_latest JOIN ${keys} USING (${pk})`,
  );
  return {
    history: history.map((row) => row.map((part) => part ?? "~").join("|")).toSorted(),
    latest: latest.map(([text]) => String(text)).toSorted(),
  };
}

/** Rows that the views must show of these versions. */
export function viewsByHand(versions: readonly Version[]) {
  const next = (index: number) =>
    versions[index + 1]?.key === versions[index]?.key ? versions[index + 1] : undefined;
  return {
    history: versions
      .map(({ key, day, stamp }, index) =>
        [key, day, stamp, next(index)?.day ?? "~", next(index) === undefined].join("|"),
      )
      .toSorted(),
    latest: versions
      .flatMap(({ key, said }, index) =>
        next(index) || said.endsWith("|true")
          ? []
          : [`${key}|${said.slice(0, said.lastIndexOf("|"))}`],
      )
      .toSorted(),
  };
}
