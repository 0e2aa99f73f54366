/** The record of audited builds: who builds, what came of it, what is published. */
export const builds = `
{% macro builds_table() %}
  {{ return(api.Relation.create(database=target.database, schema=target.schema, identifier='lakewright_builds')) }}
{% endmacro %}

{% macro records_table() %}
  {{ return(api.Relation.create(database=target.database, schema='audit_' ~ target.schema, identifier='lakewright_records')) }}
{% endmacro %}

{# Models and seeds that become tables or views. #}
{% macro audited_nodes() %}
  {%- set found = [] -%}
  {%- for node in graph.nodes.values() if node.resource_type in ['model', 'seed'] and node.config.materialized != 'ephemeral' and node.config.enabled -%}
    {%- do found.append(node) -%}
  {%- endfor -%}
  {{ return(found) }}
{% endmacro %}

{% macro audited_schemas() %}
  {%- set found = ['audit_' ~ target.schema] -%}
  {%- for node in audited_nodes() if node.schema not in found -%}{%- do found.append(node.schema) -%}{%- endfor -%}
  {{ return(found) }}
{% endmacro %}

{# One at a time decides about builds. #}
{% macro lock_table(relation) %}{{ return(adapter.dispatch('lock_table')(relation)) }}{% endmacro %}
{% macro duckdb__lock_table(relation) %}select 1{% endmacro %}
{% macro redshift__lock_table(relation) %}lock table {{ relation }}{% endmacro %}

{% macro sql_text(text) %}{{ return("'" ~ (text | replace("'", "''") | replace("\\\\", "' || chr(92) || '")) ~ "'") }}{% endmacro %}

{% macro refuse_what_cannot_be_audited() %}
  {%- for node in graph.nodes.values() -%}
    {%- set kind = node.config.materialized if node.resource_type == 'model' else node.resource_type -%}
    {%- if kind == 'snapshot' or node.resource_type == 'model' and kind not in ['view', 'table', 'incremental', 'ephemeral', 'audited_increment'] -%}
      {{ exceptions.raise_compiler_error(node.name ~ " is a " ~ kind ~ ": an audited build holds tables, views, increments and seeds. Make it one of these, or disable it") }}
    {%- endif -%}
  {%- endfor -%}
{% endmacro %}

{# Before an audited build: claims the audit schemas, and empties them unless the same build goes on. A build that has not
   ended for \`audit_hours\` (6) is taken for dead; \`take_over: true\` says so of a younger one. #}
{% macro begin_audit() %}
  {%- if execute and is_audited() and flags.WHICH in ['build', 'run', 'seed', 'test', 'retry'] -%}
    {%- do refuse_what_cannot_be_audited() -%}
    {%- set load_id = audited_load_id() -%}
    {%- for schema in audited_schemas() -%}
      {%- do adapter.create_schema(api.Relation.create(database=target.database, schema=schema[6:])) -%}
    {%- endfor -%}
    {%- do run_query('create table if not exists ' ~ builds_table() ~ ' (load_id varchar(64), state varchar(16), base varchar(64), began_at timestamp, published_at timestamp)') -%}
    {%- do run_query('begin') -%}
    {%- do run_query(lock_table(builds_table())) -%}
    {%- set state = build_state(load_id) -%}
    {%- if state == 'published' -%}
      {{ exceptions.raise_compiler_error("build " ~ load_id ~ " is published already: give the next one another load_id") }}
    {%- endif -%}
    {%- set others = run_query("select load_id from " ~ builds_table() ~ " where state = 'building' and load_id <> " ~ sql_text(load_id) ~ " and began_at > " ~ dbt.dateadd('hour', -1 * var('audit_hours', 6), utc_now())) -%}
    {%- if others.rows | length > 0 and not var('take_over', false) -%}
      {{ exceptions.raise_compiler_error("build " ~ others.rows[0][0] ~ " of this project has not ended: wait for it, or, if it is dead, say so: --vars '{…, take_over: true}'") }}
    {%- endif -%}
    {%- do run_query("update " ~ builds_table() ~ " set state = 'superseded' where load_id <> " ~ sql_text(load_id) ~ " and state in ('building', 'built', 'failed')") -%}
    {%- if state in ['building', 'built', 'failed'] -%}
      {%- do run_query("update " ~ builds_table() ~ " set state = 'building' where load_id = " ~ sql_text(load_id)) -%}
    {%- else -%}
      {%- do run_query("delete from " ~ builds_table() ~ " where load_id = " ~ sql_text(load_id)) -%}
      {%- do run_query("insert into " ~ builds_table() ~ " (load_id, state, base, began_at) values (" ~ sql_text(load_id) ~ ", 'building', " ~ sql_text(newest_published()) ~ ", " ~ utc_now() ~ ")") -%}
    {%- endif -%}
    {%- do run_query('commit') -%}
    {%- if state not in ['building', 'built', 'failed'] -%}
      {%- for schema in audited_schemas() -%}
        {%- do adapter.drop_schema(api.Relation.create(database=target.database, schema=schema)) -%}
        {%- do adapter.create_schema(api.Relation.create(database=target.database, schema=schema)) -%}
      {%- endfor -%}
      {%- do run_query('create table ' ~ records_table() ~ ' (node_id varchar(512), status varchar(16), nth integer, kind varchar(16), schema_name varchar(127), table_name varchar(127), definition varchar(65535))') -%}
      {# Drivers that open transactions themselves leave this one open. #}
      {%- do run_query('commit') if target.type != 'duckdb' -%}
    {%- endif -%}
  {%- endif -%}
{% endmacro %}

{% macro build_state(load_id) %}
  {%- set found = run_query("select state from " ~ builds_table() ~ " where load_id = " ~ sql_text(load_id)) -%}
  {{ return(found.rows[0][0] if found.rows | length > 0 else none) }}
{% endmacro %}

{# Name of the build that readers see; empty before the first. #}
{% macro newest_published() %}
  {%- set found = run_query("select load_id from " ~ builds_table() ~ " where state = 'published' order by published_at desc, load_id desc limit 1") -%}
  {{ return(found.rows[0][0] if found.rows | length > 0 else '') }}
{% endmacro %}

{# After an audited run: writes down what became of each model, and of each test that did not pass. #}
{% macro end_audit(results) %}
  {%- if execute and is_audited() and flags.WHICH in ['build', 'run', 'seed', 'test', 'retry'] -%}
    {%- set passed = ['success', 'pass', 'warn', 'no-op', 'reused'] -%}
    {%- set rows = [] -%}
    {%- set ids = [] -%}
    {%- set bad = [] -%}
    {%- for result in results -%}
      {%- set node = result.node -%}
      {%- set status = result.status | string -%}
      {%- do ids.append(sql_text(node.unique_id)) -%}
      {%- if status not in passed -%}{%- do bad.append(node.unique_id) -%}{%- endif -%}
      {%- set is_made = node.resource_type | string in ['model', 'seed'] and node.config.materialized != 'ephemeral' -%}
      {%- if is_made or status not in passed -%}
        {%- set kind = publication_kind(node) if is_made else 'test' -%}
        {%- set definition = var('replay_from') ~ ' ' ~ var('replay_to') if kind == 'replay' else (node.compiled_code | trim if kind == 'view' else '') -%}
        {%- do rows.append('(' ~ [sql_text(node.unique_id), sql_text('passed' if status in passed else status), loop.index, sql_text(kind), sql_text(node.schema), sql_text((node.alias or node.name)[:127]), sql_text(definition)] | join(', ') ~ ')') -%}
      {%- endif -%}
    {%- endfor -%}
    {%- do run_query('begin') -%}
    {%- if ids -%}{%- do run_query('delete from ' ~ records_table() ~ ' where node_id in (' ~ ids | join(', ') ~ ')') -%}{%- endif -%}
    {%- if rows -%}{%- do run_query('insert into ' ~ records_table() ~ ' (node_id, status, nth, kind, schema_name, table_name, definition) values ' ~ rows | join(', ')) -%}{%- endif -%}
    {%- do run_query("update " ~ builds_table() ~ " set state = '" ~ ('failed' if bad else 'built') ~ "' where state = 'building' and load_id = " ~ sql_text(audited_load_id())) -%}
    {%- do run_query('commit') -%}
  {%- endif -%}
{% endmacro %}

{# How what was built becomes what is published. #}
{% macro publication_kind(node) %}
  {%- if node.config.materialized == 'view' -%}{{ return('view') }}{%- endif -%}
  {%- if node.config.materialized != 'audited_increment' or flags.FULL_REFRESH -%}{{ return('whole') }}{%- endif -%}
  {%- if adapter.get_relation(node.database, node.schema[6:], node.alias) is none -%}{{ return('whole') }}{%- endif -%}
  {%- if node.config.incremental_strategy == 'delete+insert' -%}{{ return('days') }}{%- endif -%}
  {{ return('replay' if var('replay_from', none) else 'append') }}
{% endmacro %}
`;
