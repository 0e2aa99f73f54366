/** Compares the columns and keys of an existing vault table with those that it is declared with now. */
export const columns = `
{% macro is_other_type(column, other) %}
  {{ return((column.length is none) != (other.length is none) or column.length is none and column.type != other.type) }}
{% endmacro %}

{# A table of the vault that stands has the columns that it is declared with. A new column would be missing in all rows that are
   there: it needs --full-refresh, a satellite of its own, or the word of whoever builds: --vars '{new_columns: from_now_on}'. #}
{% macro refuse_other_columns(table, columns, standing) %}
  {%- set names = columns | map(attribute='name') | list -%}
  {%- set known = standing | map(attribute='name') | list -%}
  {%- for column in standing if column.name not in names -%}
    {{ exceptions.raise_compiler_error(table ~ " has a column \\"" ~ column.name ~ "\\" that is not declared any more: build the vault with --full, or put it back") }}
  {%- endfor -%}
  {%- for column in columns -%}
    {%- set other = standing | selectattr('name', 'equalto', column.name) | first -%}
    {%- if not other and var('new_columns', '') != 'from_now_on' -%}
      {{ exceptions.raise_compiler_error(table ~ " has no column \\"" ~ column.name ~ "\\" yet, and rows that are there would stay without it: build the vault with --full, or declare a satellite of its own for it") }}
    {%- elif other and is_other_type(column, other) -%}
      {{ exceptions.raise_compiler_error(table ~ ": column \\"" ~ column.name ~ "\\" is " ~ column.type ~ " now and stands as " ~ other.type ~ ": build the vault with --full") }}
    {%- endif -%}
  {%- endfor -%}
{% endmacro %}

{# dbt asks this of every increment. Generated ones are held to the rule above, own ones to their \`on_schema_change\`. #}
{% macro process_schema_changes(on_schema_change, source_relation, target_relation) %}
  {%- if model.path.startswith('lakewright/') -%}
    {%- do refuse_other_columns(target_relation, columns_as_told(source_relation), columns_as_told(target_relation)) -%}
  {%- endif -%}
  {{ return(adapter.dispatch('process_schema_changes', 'dbt')(on_schema_change, source_relation, target_relation)) }}
{% endmacro %}

{# What each table of the vault was made of when it was published: feeds and keys, by which its rows are told apart. #}
{% macro keys_table() %}
  {{ return(api.Relation.create(database=target.database, schema=target.schema, identifier='lakewright_keys')) }}
{% endmacro %}

{# Before a run; models write to it at once, so that it has to be there. #}
{% macro make_keys_table() %}
  {%- if execute and flags.WHICH in ['build', 'run', 'retry'] -%}
    {%- do adapter.create_schema(keys_table().without_identifier()) -%}
    {%- do run_query('create table if not exists ' ~ keys_table() ~ ' (table_name varchar(127), made_of varchar(512), key_columns varchar(4096))') -%}
    {%- do run_query('commit') if target.type != 'duckdb' -%}
  {%- endif -%}
{% endmacro %}

{% macro known_keys(table_name) %}
  {%- set known = {} -%}
  {%- for row in run_query('select made_of, key_columns from ' ~ keys_table() ~ ' where table_name = ' ~ sql_text(table_name)).rows -%}
    {%- do known.update({row[0]: row[1]}) -%}
  {%- endfor -%}
  {{ return(known) }}
{% endmacro %}

{# Rows that were keyed otherwise, or come from a feed that is not read any more, do not go with new ones. One more feed does. #}
{% macro refuse_other_keys() %}
  {%- set declared = model.config.meta.get('made_of') -%}
  {%- if execute and declared and is_incremental() -%}
    {%- for feed, key in known_keys(this.identifier).items() -%}
      {%- if feed not in declared -%}
        {{ exceptions.raise_compiler_error(this.identifier ~ " holds rows of " ~ feed ~ ", which it is not made of any more: build the vault with --full, or put it back") }}
      {%- elif declared[feed] != key -%}
        {{ exceptions.raise_compiler_error(this.identifier ~ " was made of " ~ feed ~ " by (" ~ key ~ ") and is to be by (" ~ declared[feed] ~ ") now: build the vault with --full, or put it back") }}
      {%- endif -%}
    {%- endfor -%}
  {%- endif -%}
{% endmacro %}

{# After a model; an audited build does it when it is published. #}
{% macro remember_keys() %}
  {%- set declared = model.config.meta.get('made_of') -%}
  {%- if execute and declared and not is_audited() and known_keys(this.identifier) != declared -%}
    {{ keys_statements(this.identifier, declared) | join('; ') }}
  {%- endif -%}
{% endmacro %}

{% macro keys_statements(table_name, declared) %}
  {%- set rows = [] -%}
  {%- for feed, key in declared.items() -%}
    {%- do rows.append('(' ~ sql_text(table_name) ~ ', ' ~ sql_text(feed) ~ ', ' ~ sql_text(key) ~ ')') -%}
  {%- endfor -%}
  {{ return([
    'delete from ' ~ keys_table() ~ ' where table_name = ' ~ sql_text(table_name),
    'insert into ' ~ keys_table() ~ ' (table_name, made_of, key_columns) values ' ~ rows | join(', ')
  ]) }}
{% endmacro %}
`;
