import { cp, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readPlatform } from "@lakewright/config";
import { expect, type TestContext, test } from "vitest";
import { pythonOrSkip } from "../../../../../scripts/python-environment.mjs";
import { eltRequirements } from "../../../test/elt/elt-requirements.ts";
import { gtmSources } from "../../../test/elt/gtm-sources.ts";
import { writeFiles } from "../../../test/elt/small-project.ts";
import { registeredAccessTable } from "../../access/use-cases/access-tables.ts";
import { newTableInput, type StoredColumn } from "../../catalog/domain/registered-table.ts";
import { compileProject } from "../adapters/dbt/dbt-compile.ts";
import { polyglotLineage } from "../adapters/polyglot/polyglot-lineage.ts";
import { type FollowedTables, notFollowedColumns } from "../domain/followed-column.ts";
import { generateProject } from "../domain/generate-project.ts";
import { martFindings } from "../domain/mart-findings.ts";
import { generatedMasks } from "../domain/masking-functions.ts";
import { followColumns } from "./follow-columns.ts";
import { lakeColumns } from "./lake-columns.ts";

const example = join(import.meta.dirname, "../../../../../examples/gtm");
const contact = "{{ ref('sat_contact_crm_latest') }}";

/** Ways to show a surname in a mart, or what was made of it. */
const launderings: Readonly<Record<string, string>> = {
  plain: `select lastname from ${contact}`,
  renamed: `select lastname as label from ${contact} as c`,
  quoted: `select "c"."LASTNAME" as "Label" from ${contact} as "c"`,
  put_together: `select 'Dr ' || lastname as label from ${contact}`,
  put_into_a_function: `select upper(substring(lastname, 1, 40)) as label from ${contact}`,
  through_with: `with a as (select lastname as b from ${contact}), b as (select b as label from a) select * from b`,
  through_a_subquery: `select q.label from (select lastname as label from ${contact}) as q`,
  under_another_name: `with hub_account as (select lastname as account_bk from ${contact}) select account_bk as label from hub_account`,
  second_of_a_union: `select account_bk as label from {{ ref('hub_account') }} union all select lastname from ${contact}`,
  by_a_case: `select case when lastname = 'Smith' then 'S' else 'other' end as label from ${contact}`,
  the_row_before: `select lag(lastname) over (order by contact_pk) as label from ${contact}`,
  the_largest: `select max(lastname) as label from ${contact}`,
  by_a_subquery: `select (select max(lastname) from ${contact}) as label from {{ ref('hub_account') }}`,
  by_exists: `select exists (select 1 from ${contact} as c where c.lastname = hub.account_bk) as label from {{ ref('hub_account') }} as hub`,
  hashed: `select md5(lastname) as label from ${contact}`,
  by_its_hash_diff: "select hash_diff as label from {{ ref('sat_contact_crm') }}",
  masked_beside_itself: `select masked_initial(lastname) || lastname as label from ${contact}`,
  through_another_mart: "select label from {{ ref('renamed') }}",
  through_an_ephemeral_model: "select label from {{ ref('fleeting') }}",
  by_a_hook: `{{ config(post_hook="update {{ this }} set label = 'x'") }} select 'y' as label`,
  past_ref: "select label from mart_other.renamed",
};

const harmless: Readonly<Record<string, string>> = {
  masked: `select masked_initial(lastname) as label from ${contact}`,
  masked_early: `with m as (select masked_initial(lastname) as i from ${contact}) select lower(i) as label from m`,
  counted: `select count(distinct lastname) as label from ${contact}`,
  filtered: `select specialty as label from ${contact} where lastname = 'Smith' order by firstname`,
  constant: "select 'x' as label",
  seeded: "select label from {{ ref('labels') }}",
};

const models = Object.entries({ ...launderings, ...harmless });
const own = {
  ...Object.fromEntries(models.map(([name, sql]) => [`models/field_force/${name}.sql`, sql])),
  "models/field_force/fleeting.sql": `{{ config(materialized='ephemeral') }} select lastname as label from ${contact}`,
  "seeds/labels.csv": "id,label\n1,one\n",
};

/** The example with these models beside its own, as dbt compiles it, and its columns followed on each engine. */
async function followedExample(context: TestContext) {
  const python = await pythonOrSkip(eltRequirements, context);
  const read = await readPlatform(example);
  const environment = read.ok ? read.platform.environments.local : undefined;
  const [project] = environment?.warehouse?.projects ?? [];
  if (!environment?.warehouse || !project) throw new Error("the example has no warehouse");
  const { access, flows, warehouse } = environment;
  const input = { platform: "gtm", project, warehouse, sources: gtmSources };
  const folder = await mkdtemp(join(tmpdir(), "lakewright-columns-"));
  await writeFiles(folder, generateProject(input));
  await cp(project.modelsFolder, folder, { recursive: true });
  await writeFiles(folder, own);
  const { signal } = new AbortController();
  const { compiled, output } = await compileProject(join(dirname(python), "dbt"), folder, signal);
  expect(output).toBe("");
  const lake: FollowedTables = new Map(
    gtmSources.map((source) => {
      const { database, table } = source;
      const flow = flows.find((each) => each.database === database && each.table === table);
      if (!flow) throw new Error(`no flow makes ${table}`);
      const columns = newTableInput(flow, "s3://b/", {
        columns: source.columns as readonly StoredColumn[],
        described: [],
        typedBy: "files",
      });
      const registered = { database, input: columns, version: "1" };
      return [
        `${database}_ext.${table}`,
        lakeColumns(access, registeredAccessTable(flow, registered), source),
      ];
    }),
  );
  const follow = (engine: "duckdb" | "redshift") =>
    followColumns(polyglotLineage(), {
      models: compiled[engine],
      engine,
      lake,
      masking: new Set(generatedMasks),
      built: () => undefined,
      earlier: new Map(),
    });
  return { duckdb: await follow("duckdb"), redshift: await follow("redshift") };
}

test("columns of the example are followed to the lake on both engines, and no way of showing a name gets into a mart", async (context) => {
  const { duckdb, redshift } = await followedExample(context);
  expect([...notFollowedColumns(duckdb)].sort()).toEqual([
    expect.stringMatching(/^mart_field_force.by_a_hook.\*: its hooks/),
    expect.stringMatching(/^mart_field_force.past_ref.label: mart_other.renamed is not a model/),
  ]);
  const carried = (tables: FollowedTables) =>
    [...tables].flatMap(([relation, table]) =>
      [...table].map(([name, { sensitivity }]) => `${relation}.${name} ${sensitivity}`),
    );
  expect(carried(redshift)).toEqual(carried(duckdb));
  const models = [...duckdb.keys()].filter((relation) => !relation.includes("_ext."));
  expect(models.length).toBeGreaterThan(58 + Object.keys(launderings).length);

  const marts = new Set(["mart_field_force", "mart_affiliate_de"]);
  const found = new Set(martFindings(duckdb, marts, []).map(({ relation }) => relation));
  expect([...found].sort()).toEqual(
    Object.keys(launderings)
      .map((name) => `mart_field_force.${name}`)
      .sort(),
  );
  const german = duckdb.get("mart_affiliate_de.german_accounts");
  expect(german?.get("initial")).toMatchObject({
    sensitivity: "internal",
    derivedFrom: ["roche_salesforce_connector_profile1.account.name"],
  });
  expect(german?.get("rating")?.sensitivity).toBe("internal");
});
