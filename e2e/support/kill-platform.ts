/** What the platform of readings has beside its flows where builds and roles are killed too: a small vault, one mart and three roles. */
export const warehouseAndRoles: Readonly<Record<string, string>> = {
  "warehouse.yaml": `warehouse:
  projects: { readings: { owner: tests, role: dbt } }
  vault:
    hubs: { reading: { sources: [{ table: by_bulk.reading__c, key: id }] } }
    satellites: { reading: { hub: reading, columns: [site__c, amount__c] } }
  marts:
    sites:
      tables:
        readings:
          description: Readings as they are now
          key: reading_id
          publish: true
          columns: { reading_id: varchar, site: varchar }
`,
  "elt/readings/models/sites/readings.sql": `select hub.reading_bk as reading_id, latest.site
from {{ ref('hub_reading') }} as hub
inner join {{ ref('sat_reading_latest') }} as latest on latest.reading_pk = hub.reading_pk
`,
  "access.yaml": accessOf("id, site__c"),
};

/** The rules; `columns` are those that the reader sees. */
export function accessOf(columns: string): string {
  return `access:
  roles:
    reader: { kind: persona, description: reads, iam_role: reader }
    steward: { kind: steward, description: decides, iam_role: steward }
    dbt: { kind: job, description: builds, iam_role: dbt }
  filters:
    some_sites: { on: by_bulk.reading__c, rows: "site__c <> 'Site 1'", columns: [${columns}] }
  grants:
    - { to: reader, filter: some_sites, reason: reads }
    - { to: steward, select: "by_bulk.*", reason: decides }
    - { to: dbt, select: "by_bulk.*", reason: builds }
    - { to: nobody, on: by_rest.reading__c, reason: nobody needs it }
    - { to: steward, select: "mart_sites.*", reason: decides }
    - { to: steward, select: "raw_dv.*", reason: decides }
`;
}
