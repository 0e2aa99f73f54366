/** Contents that the vault must have, in plain SQL over every loaded row, without increments. */

const versions = `
  SELECT id, name, accountid, speaker__c, isdeleted, load_day,
    systemmodstamp AT TIME ZONE 'UTC' AS changed,
    md5(id) AS pk
  FROM crm_ext.contact`;

export const contactHistory = `
  SELECT pk, load_day, changed, name, speaker__c, isdeleted
  FROM (
    SELECT *, lag(row(name, speaker__c, isdeleted)) OVER (PARTITION BY id ORDER BY load_day, changed) AS before
    FROM (${versions})
  )
  WHERE before IS NULL OR before IS DISTINCT FROM row(name, speaker__c, isdeleted)
  ORDER BY ALL`;

export const contactHistoryOfVault = `
  SELECT contact_pk, strftime(load_source_dts, '%Y%m%d'), version_dts, name, speaker, is_deleted
  FROM raw_dv.sat_contact ORDER BY ALL`;

/** Partner of each contact by version; from it, beginnings and ends. */
export const employment = `
  WITH partner AS (
    SELECT pk, load_day, changed, CASE WHEN NOT isdeleted THEN accountid END AS account FROM (${versions})
  ),
  followed AS (
    SELECT *, lag(account) OVER (PARTITION BY pk ORDER BY load_day, changed) AS before FROM partner
  )
  SELECT pk, load_day, changed, account, true AS active FROM followed WHERE account IS DISTINCT FROM before AND account IS NOT NULL
  UNION ALL
  SELECT pk, load_day, changed, before, false FROM followed WHERE account IS DISTINCT FROM before AND before IS NOT NULL
  ORDER BY ALL`;

export const employmentOfVault = `
  SELECT eff.contact_pk, strftime(eff.load_source_dts, '%Y%m%d'), version_dts, account_bk, is_active
  FROM raw_dv.eff_employment AS eff
  JOIN raw_dv.link_employment AS link USING (link_employment_pk)
  JOIN raw_dv.hub_account AS hub USING (account_pk)
  ORDER BY ALL`;

/** By day: whether a region is there and what it is called. Changes of either are history. */
export const regionHistory = `
  WITH days AS (SELECT DISTINCT load_day FROM crm_ext.region),
  ids AS (SELECT id, min(load_day) AS first FROM crm_ext.region GROUP BY id),
  state AS (
    SELECT ids.id, days.load_day, region.name, region.id IS NULL AS gone
    FROM ids JOIN days ON days.load_day >= ids.first
    LEFT JOIN crm_ext.region ON region.id = ids.id AND region.load_day = days.load_day
  ),
  followed AS (
    SELECT *, lag(row(name, gone)) OVER (PARTITION BY id ORDER BY load_day) AS before FROM state
  )
  SELECT md5(id), load_day, gone FROM followed WHERE before IS NULL OR before IS DISTINCT FROM row(name, gone) ORDER BY ALL`;

export const regionHistoryOfVault = `
  SELECT region_pk, strftime(load_source_dts, '%Y%m%d'), is_deleted FROM raw_dv.sat_region ORDER BY ALL`;

export const hubs = `SELECT md5(id), id, min(load_day) FROM crm_ext.contact GROUP BY ALL ORDER BY ALL`;
export const hubsOfVault = `SELECT contact_pk, contact_bk, strftime(load_source_dts, '%Y%m%d') FROM raw_dv.hub_contact ORDER BY ALL`;

/** Every row of a table, for "nothing changed". */
export const wholeTables = [
  "raw_dv.hub_contact",
  "raw_dv.link_employment",
  "raw_dv.sat_contact",
  "raw_dv.sat_region",
  "raw_dv.eff_employment",
  "business_dv.pit_contact",
  "business_dv.bridge_employments",
].map((table) => `SELECT * FROM ${table} ORDER BY ALL`);

/** Every row of what readers see, views and marts too. */
export const publishedTables = [
  ...wholeTables,
  ...[
    "raw_dv.hub_account",
    "raw_dv.hub_region",
    "business_dv.sat_contact_history",
    "business_dv.sat_contact_latest",
    "crm_current.contact",
    "mart_people.contacts",
  ].map((table) => `SELECT * FROM ${table} ORDER BY ALL`),
];
