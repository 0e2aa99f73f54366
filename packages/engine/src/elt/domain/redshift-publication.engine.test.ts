import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pythonOrSkip } from "../../../../../scripts/python-environment.mjs";
import { eltRequirements } from "../../../test/elt/elt-requirements.ts";
import { publicationAnalysis } from "../../../test/elt/redshift-publication.ts";
import { redshiftStatements } from "../../../test/elt/redshift-statements.ts";
import { smallProject } from "../../../test/elt/small-project.ts";

interface Publication {
  readonly plans: Readonly<
    Record<string, { readonly beforehand: string[]; readonly statements: string[] }>
  >;
  readonly attach: string[];
  readonly expected: number;
  readonly lock: string;
  readonly text: string;
}

test("models of an audited build, and what publishes them, are Redshift's SQL; what is made again gets back what was attached, closed first", async (context) => {
  const python = await pythonOrSkip(eltRequirements, context);
  const { folder, dbt } = await smallProject(python);
  await mkdir(join(folder, "analyses"));
  await writeFile(join(folder, "analyses/publication.sql"), publicationAnalysis);
  const vars = {
    publish: "audited",
    load_id: "l",
    offline: "increment",
    new_columns: "from_now_on",
  };
  const compiled = await dbt(
    ...["compile", "--target", "redshift", "--no-introspect", "--no-populate-cache"],
    ...["--vars", JSON.stringify(vars)],
  );
  expect(compiled.ok, compiled.said).toBe(true);
  const models = join(folder, "target/compiled/small/models");
  const hub = await readFile(join(models, "lakewright/raw_vault/hub_contact.sql"), "utf8");
  expect(hub).toContain('"audit_stg_small"."stg_crm__contact"');
  expect(hub).toContain('from "small"."raw_dv"."hub_contact" as known');

  const text = await readFile(
    join(folder, "target/compiled/small/analyses/publication.sql"),
    "utf8",
  );
  const { plans, attach, expected, lock, text: quoted } = JSON.parse(text) as Publication;
  const statements = Object.fromEntries(
    Object.entries(plans).map(([what, plan]) => [what, [...plan.beforehand, ...plan.statements]]),
  );
  const insert = (...names: string[]) => {
    const list = names.map((name) => `"${name}"`).join(", ");
    return `insert into "s"."t" (${list}) select ${list} from "audit_s"."t"`;
  };
  const view = 'view "s"."t" as select * from "gtm"."raw_dv"."sat_contact" with no schema binding';
  expect(statements).toEqual({
    append: [
      'alter table "s"."t" alter column "name" type varchar(300)',
      'alter table "s"."t" add column "n" bigint',
      insert("contact_pk", "name", "n"),
    ],
    replay: [
      `delete from "s"."t" where to_char(load_source_dts, 'YYYYMMDD') between '20260302' and '20260304'`,
      insert("contact_pk"),
    ],
    days: [
      'delete from "s"."t" where as_of in (select as_of from "audit_s"."t")',
      insert("contact_pk"),
    ],
    whole_new: ['create table "s"."t" (like "audit_s"."t")', insert("contact_pk")],
    whole_same: ['delete from "s"."t"', insert("contact_pk", "name")],
    whole_other: [
      'drop table "s"."t"',
      'create table "s"."t" (like "audit_s"."t")',
      insert("contact_pk", "name"),
    ],
    view_new: [`create ${view}`],
    view_same: [`create or replace ${view}`],
    view_other: ['drop view "s"."t"', `create ${view}`],
  });
  expect(attach).toEqual([
    'alter table "s"."whole_other" row level security on',
    'attach rls policy "p" on "s"."whole_other" to role "analyst"',
    'attach masking policy "m" on "s"."whole_other" ("name") using ("name", "contact_pk") to role "analyst" priority 10',
    'grant select ("name") on "s"."whole_other" to role "analyst"',
    'grant select ("contact_pk") on "s"."whole_other" to group "old"',
    'grant select ("name") on "s"."whole_other" to group "old"',
    'grant insert on "s"."whole_other" to "loader"',
  ]);
  expect(expected).toBe(8);
  expect(lock).toBe('lock table "s"."builds"');
  expect(quoted).toBe("'it''s a ' || chr(92) || ' mark'");

  const parsable = join(folder, "target/compiled/small/models/publication");
  await mkdir(parsable);
  for (const [index, sql] of Object.values(statements).flat().entries())
    await writeFile(join(parsable, `${index}.sql`), sql);
  const { parsed, refused } = await redshiftStatements(python, models);
  expect(refused).toEqual([]);
  expect(parsed).toBeGreaterThan(80);
});
