/** Functions of Redshift that DuckDB lacks. */
export const redshiftFunctions = `
{# Functions of Redshift that DuckDB lacks, so that hand-written models run on both. Called once before a build. #}
{% macro prepare_engine() %}
  {%- if target.type == 'duckdb' -%}
  create or replace macro getdate() as (now() at time zone 'UTC');
  create or replace macro btrim(t) as trim(t);
  create or replace macro func_sha1(t) as sha1(t);
  create or replace macro strtol(t, base) as case when base = 16 then cast(('0x' || t) as bigint) else cast(t as bigint) end;
  create or replace macro json_parse(t) as cast(t as json);
  {%- else -%}
  select 1
  {%- endif -%}
{% endmacro %}
`;
