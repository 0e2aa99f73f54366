import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { contact, environmentOf, smallWarehouse } from "../../../test/elt/small-warehouse.ts";
import { queryableNames } from "../../query/use-cases/queryable-tables.ts";

const longMs = 300_000;

test(
  "what passes every test is published and registered, and can be queried beside the lake",
  async (context) => {
    const { contacts, load, build, mart, ports, environment, temporary, rows } =
      await smallWarehouse(context);
    await load();
    const run = await build();
    expect(run).toMatchObject({ status: "published", failure: undefined });
    expect(await mart()).toEqual([
      ["a", "Ann"],
      ["b", "Bob"],
    ]);
    expect(
      await rows("SELECT count(*) FROM raw_dv.sat_contact_current_is_no_table").catch(
        ({ code }) => code,
      ),
    ).toBe("unknown_name");
    expect(
      await rows(
        "SELECT name FROM business_dv.sat_contact_latest JOIN crm_current.contact USING (name) ORDER BY 1",
      ),
    ).toEqual([["Ann"], ["Bob"]]);
    expect(await queryableNames(ports, environment)).toEqual(
      expect.arrayContaining(["mart_people.contacts", "raw_dv.hub_contact", "crm_ext.contact"]),
    );
    const staged = await ports.catalog.table("stg_small", "stg_crm__contact");
    const stagedNames = staged?.input.StorageDescriptor.Columns.map(({ Name }) => Name);
    expect(stagedNames).toEqual(expect.arrayContaining(["id", "name", "speaker", "load_date"]));
    const names = await queryableNames(ports, environment);
    expect(names).toContain("stg_small.stg_crm__contact");
    expect(await rows("SELECT name FROM stg_small.stg_crm__contact ORDER BY 1")).toEqual(
      await rows("SELECT name FROM crm.contact ORDER BY 1"),
    );
    expect(await queryableNames(ports, { ...environment, flows: [] })).not.toContain(
      "stg_small.stg_crm__contact",
    );
    const table = await ports.catalog.table("mart_people", "contacts");
    expect(table?.input.StorageDescriptor.Columns).toEqual([
      {
        Name: "contact_id",
        Type: "string",
        Parameters: { sensitivity: "internal", "lakewright.derived_from": "crm.contact.id" },
      },
      {
        Name: "name",
        Type: "string",
        Parameters: { sensitivity: "internal", "lakewright.derived_from": "crm.contact.name" },
      },
    ]);
    const folder = `s3://${environment.buckets.curated}/mart_people/contacts/${run.loadId}/`;
    expect(table?.input.StorageDescriptor.Location).toBe(folder);
    expect(await ports.blobs.list(folder)).toMatchObject([{ uri: `${folder}part-0.parquet` }]);
    const lineage = await readFile(
      join(temporary, "artifacts", run.loadId, "openlineage-small.jsonl"),
      "utf8",
    );
    const martEvent = lineage
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
      .find(({ job, eventType }) => job.name === "small.contacts" && eventType !== "START");
    expect(martEvent).toMatchObject({
      eventType: "COMPLETE",
      inputs: [{ name: "raw_dv.hub_contact" }, { name: "business_dv.sat_contact_latest" }],
      outputs: [{ namespace: "small-dev", name: "mart_people.contacts" }],
    });

    expect(await build()).toMatchObject({ status: "unchanged", loadId: run.loadId });

    contacts.push(contact("c", "Cy", "A"));
    contacts[0] = { ...contact("a", "Anne", "A"), SystemModstamp: "2026-03-01T00:00:00Z" };
    await load();
    const increment = await build();
    expect(increment).toMatchObject({ status: "published" });
    expect(await mart()).toEqual([
      ["a", "Anne"],
      ["b", "Bob"],
      ["c", "Cy"],
    ]);
    // The text is the same: dbt keeps its parse of it, and what says something of the text alone is not tested again.
    const kindsOf = ({ results }: typeof run) => new Set(results.map(({ kind }) => kind));
    expect(kindsOf(run)).toContain("unit_test");
    expect(kindsOf(increment)).not.toContain("unit_test");
    const log = await readFile(join(temporary, "elt/small/logs/dbt.log"), "utf8");
    expect(log).toContain("Partial parsing enabled, no changes found");
    expect(await rows("SELECT count(*) FROM raw_dv.sat_contact")).toEqual([["4"]]);
  },
  longMs,
);

test(
  "a failing test publishes nothing, keeps the state to be looked at, and names what is downstream",
  async (context) => {
    const { load, build, mart, folder, temporary, ports } = await smallWarehouse(context);
    await load();
    await build();
    const before = await mart();
    await writeFile(
      join(folder, "elt/small/models/people/contacts.sql"),
      "select 'twice' as contact_id, 'x' as name union all select 'twice', 'y'",
    );
    await writeFile(
      join(folder, "elt/small/models/people/readers.sql"),
      "select * from {{ ref('contacts') }}",
    );

    const broken = await build();
    expect(broken).toMatchObject({ status: "failed", tables: 0 });
    expect(broken.failure).toMatchObject({
      project: "small",
      owner: "small-data",
      downstream: ["contacts", "readers"],
    });
    expect(broken.failure?.failed).toMatchObject([
      { kind: "test", name: expect.stringContaining("unique_contacts") },
    ]);
    expect(await mart()).toEqual(before);
    expect(existsSync(broken.failure?.file ?? "")).toBe(true);
    expect(
      JSON.parse(
        await readFile(join(temporary, "artifacts", broken.loadId, "failure.json"), "utf8"),
      ),
    ).toMatchObject({
      downstream: ["contacts", "readers"],
    });

    await writeFile(
      join(folder, "elt/small/models/people/contacts.sql"),
      "select contact_bk as contact_id, 'x' as name from {{ ref('hub_contact') }}",
    );
    const corrected = await build();
    expect(corrected).toMatchObject({ status: "published" });
    // A new text is tested whole.
    expect(corrected.results.map(({ kind }) => kind)).toContain("unit_test");
    expect(await mart()).toEqual([
      ["a", "x"],
      ["b", "x"],
    ]);
    const kept = await ports.snapshots.kept();
    expect(kept.map(({ status }) => status)).toEqual(["published", "failed", "published"]);
  },
  longMs,
);

const namesArePersonal = `access:
  roles:
    dbt: { kind: job, description: Builds the warehouse }
  assign:
    - { on: crm.contact, columns: [name], tags: { sensitivity: personal } }
  grants:
    - { name: build, to: dbt, tags: { sensitivity: [personal, internal] }, reason: Builds }
`;

const exception = `  exceptions:
    - finding: personal_in_mart
      on: mart_people.contacts.name
      owner: small-data
      reason: The list of contacts is what the mart is for
      expires: 2999-12-31
`;

test(
  "a personal column of a mart stops the build although every test passes; where somebody answers for it, it is published and stays personal",
  async (context) => {
    const { load, build, folder, ports, temporary } = await smallWarehouse(
      context,
      namesArePersonal,
    );
    await load();
    const stopped = await build();
    expect(stopped).toMatchObject({ status: "failed", tables: 0 });
    expect(stopped.results.every(({ status }) => status === "ok")).toBe(true);
    expect(stopped.failure).toMatchObject({ owner: "small-data", downstream: ["contacts"] });
    expect(stopped.failure?.failed).toEqual([
      {
        kind: "column",
        name: "mart_people.contacts.name",
        message: expect.stringMatching(
          /made of business_dv.sat_contact_latest.name, .* made of raw_dv.sat_contact.name, .* made of crm_ext.contact.name; /,
        ),
      },
    ]);
    expect(await ports.catalog.table("mart_people", "contacts")).toBeUndefined();

    const accepted = await environmentOf(folder, namesArePersonal + exception);
    const published = await build(accepted);
    expect(published).toMatchObject({ status: "published", notFollowed: [] });
    const carried = async (schema: string, table: string, column: string) => {
      const found = await ports.catalog.table(schema, table);
      const { Columns } = found?.input.StorageDescriptor ?? { Columns: [] };
      return Columns.find(({ Name }) => Name === column)?.Parameters;
    };
    const personal = { sensitivity: "personal", "lakewright.derived_from": "crm.contact.name" };
    expect(await carried("mart_people", "contacts", "name")).toEqual(personal);
    expect(await carried("stg_small", "stg_crm__contact", "name")).toEqual(personal);
    expect(await carried("raw_dv", "sat_contact", "name")).toEqual(personal);
    expect(await carried("raw_dv", "sat_contact", "hash_diff")).toMatchObject({
      sensitivity: "personal",
    });
    expect(await carried("raw_dv", "sat_contact", "load_dts")).toEqual({ sensitivity: "internal" });
    const events = await readFile(
      join(temporary, "artifacts", published.loadId, "openlineage-small.jsonl"),
      "utf8",
    );
    expect(events).toContain('"columnLineage"');

    await writeFile(
      join(folder, "elt/small/models/people/contacts.sql"),
      "select contact_bk as contact_id, masked_initial(latest.name) as name from {{ ref('hub_contact') }} as hub inner join {{ ref('sat_contact_latest') }} as latest on latest.contact_pk = hub.contact_pk",
    );
    const masked = await build(await environmentOf(folder, namesArePersonal));
    expect(masked.status).toBe("published");
    expect(await carried("mart_people", "contacts", "name")).toEqual({
      ...personal,
      sensitivity: "internal",
    });
  },
  longMs,
);
