import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type TestContext } from "vitest";
import { pythonOrSkip } from "../../../../scripts/python-environment.mjs";
import { generateProject } from "../../src/elt/domain/generate-project.ts";
import { eltRequirements } from "./elt-requirements.ts";
import { fiveDays } from "./five-days.ts";
import { type PostgresServer, postgresOrSkip } from "./postgres-server.ts";
import { mart, smallInput, smallSources, startDbt, writeFiles } from "./small-project.ts";

/**
 * What PostgreSQL is to be told otherwise than Redshift, whose forms it runs beyond these: a function's name is taken apart,
 * views bind at once, and roles are granted to without saying that they are roles.
 */
const dialect = `
{% macro postgres__load_day(column) %}{{ redshift__load_day(column) }}{% endmacro %}
{% macro postgres__utc_timestamp(column) %}{{ redshift__utc_timestamp(column) }}{% endmacro %}
{% macro postgres__load_date_text(expression) %}{{ redshift__load_date_text(expression) }}{% endmacro %}
{% macro postgres__utc_now() %}{{ redshift__utc_now() }}{% endmacro %}
{% macro postgres__byte_length(column) %}{{ redshift__byte_length(column) }}{% endmacro %}
{% macro postgres__text_type() %}{{ redshift__text_type() }}{% endmacro %}
{% macro postgres__lock_table(relation) %}{{ return(redshift__lock_table(relation)) }}{% endmacro %}
{% macro postgres__empty_copy(table, source) %}{{ return(redshift__empty_copy(table, source)) }}{% endmacro %}
{% macro postgres__view_statement(table, sql, stands) %}{{ return(redshift__view_statement(table, sql, stands) | replace(' with no schema binding', '')) }}{% endmacro %}
{% macro postgres__attachments(schemas) %}{{ return(redshift__attachments(schemas)) }}{% endmacro %}
{% macro postgres__sees_attachments() %}{{ return(true) }}{% endmacro %}
{% macro postgres__grantee(attachment) %}{{ return('"' ~ attachment.to ~ '"') }}{% endmacro %}
`;

/** Redshift's views of what is granted, over PostgreSQL's own catalog; policies and masks it has none. */
const systemViews = `
create function getdate() returns timestamp language sql as $$ select now() at time zone 'UTC' $$;
create view svv_relation_privileges as
  select n.nspname::text as namespace_name, c.relname::text as relation_name, a.privilege_type, 'role'::text as identity_type, r.rolname::text as identity_name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a join pg_roles r on r.oid = a.grantee;
create view svv_column_privileges as
  select n.nspname::text as namespace_name, c.relname::text as relation_name, t.attname::text as column_name, a.privilege_type, 'role'::text as identity_type, r.rolname::text as identity_name
  from pg_attribute t join pg_class c on c.oid = t.attrelid join pg_namespace n on n.oid = c.relnamespace, aclexplode(t.attacl) a join pg_roles r on r.oid = a.grantee;
create view svv_rls_attached_policy as select ''::text as relschema, ''::text as relname, ''::text as polname, ''::text as granteekind, ''::text as grantee where false;
create view svv_rls_relation as select ''::text as relschema, ''::text as relname, ''::text as rls_conjunction_type, true as is_rls_on where false;
create view svv_attached_masking_policy as select ''::text as schema_name, ''::text as table_name, ''::text as policy_name, ''::text as grantee_type, ''::text as grantee, 0 as priority, ''::text as input_columns, ''::text as output_columns where false;
`;

/** The small project with a target for a PostgreSQL server, its tables in the lake's place empty. */
async function postgresProject(python: string, server: PostgresServer) {
  const folder = await mkdtemp(join(tmpdir(), "lakewright-dbt-"));
  await writeFiles(folder, generateProject(await smallInput()));
  await writeFiles(folder, {
    "models/people/contacts.sql": mart,
    "macros/postgres.sql": dialect,
    "profiles.yml": `small:
  target: postgres
  outputs:
    postgres: { type: postgres, host: ${server.folder}, port: 5432, user: postgres, password: none, dbname: postgres, schema: stg_small, threads: 2 }
`,
  });
  const tables = smallSources.map(({ table, columns, partitionColumn }) => {
    const types = { timestamp: "timestamp", boolean: "boolean" } as Record<string, string>;
    const list = columns.map(({ name, type }) => `${name} ${types[type] ?? "varchar"}`);
    return `CREATE TABLE crm_ext.${table} (${list.join(", ")}, ${partitionColumn} varchar);`;
  });
  await server.sql(`${systemViews} CREATE SCHEMA crm_ext; ${tables.join("")}`);
  const start = (command: string, loadId: string) => {
    const vars = JSON.stringify({ publish: "audited", load_id: loadId });
    const args = [...command.split(" "), "--vars", vars];
    return startDbt(python, folder, "unused.duckdb", args);
  };
  return {
    folder,
    build: (loadId: string) => start("build --exclude-resource-type unit_test", loadId).ended,
    publish: (loadId: string) => start("run-operation publish_build", loadId).ended,
    startPublishing: (loadId: string) => start("run-operation publish_build", loadId),
  };
}

/** A PostgreSQL server on which one day is published, and the next one is loaded. */
export async function publishedWarehouse(context: TestContext) {
  const python = await pythonOrSkip(eltRequirements, context);
  const server = await postgresOrSkip(context);
  context.onTestFinished(() => server.stop());
  const project = await postgresProject(python, server);
  const done = async (ended: Promise<{ ok: boolean; said: string }>) => {
    const { ok, said } = await ended;
    expect(ok, said).toBe(true);
  };
  const [one = "", two = ""] = fiveDays;
  await server.sql(one);
  await done(project.build("one"));
  await done(project.publish("one"));
  await server.sql(two);
  return { ...project, ...server, folder: project.folder, done };
}
