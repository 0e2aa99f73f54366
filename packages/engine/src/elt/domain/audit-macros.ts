/**
 * How a build is audited where the warehouse is no file that can be set aside: everything is built in schemas beside the
 * published ones (`audit_<schema>`), where models and tests see what would be published. See docs/adr/0018.
 */
export const audit = `
{# Whether this run builds beside what is published: --vars '{publish: audited, load_id: …}'. #}
{% macro is_audited() %}{{ return(var('publish', 'directly') == 'audited') }}{% endmacro %}

{# Names the build; building and publishing are given the same. #}
{% macro audited_load_id() %}
  {%- if not of_this_run('load_id') -%}
    {{ exceptions.raise_compiler_error("an audited build has a name: --vars '{publish: audited, load_id: <name>}'; publish_build is given the same") }}
  {%- endif -%}
  {{ return(of_this_run('load_id') | string) }}
{% endmacro %}

{# Where readers find what is built as this relation. #}
{% macro published(relation) %}
  {{ return(api.Relation.create(database=relation.database, schema=relation.schema[6:], identifier=relation.identifier)) }}
{% endmacro %}

{# The published table of the model that is being built; none before the first publication. #}
{% macro published_table() %}
  {%- set place = published(this) -%}
  {{ return(adapter.get_relation(place.database, place.schema, place.identifier)) }}
{% endmacro %}

{# What the model has from earlier runs; in a replay without the days that are replayed. #}
{% macro standing() %}
  {%- if not is_audited() -%}
    {{ this }}
  {%- elif var('replay_from', none) and model.config.incremental_strategy == 'append' -%}
    (select * from {{ published(this) }} where not ({{ is_replayed('load_source_dts') }}))
  {%- else -%}
    {{ published(this) }}
  {%- endif -%}
{% endmacro %}

{% macro is_replayed(column) -%}
{{ load_date_text(column) }} between '{{ var('replay_from') }}' and '{{ var('replay_to') }}'
{%- endmacro %}

{# How the vault's tables are materialized. #}
{% macro increment_kind() %}{{ return('audited_increment' if is_audited() else 'incremental') }}{% endmacro %}

{% macro added_to(relation) %}
  {{ return(api.Relation.create(database=relation.database, schema=relation.schema, identifier=relation.identifier ~ '__added', type='table')) }}
{% endmacro %}

{# A table of what this run brings, and under the model's name a view of what the table will be: so models and tests that
   follow see the whole, and nothing is copied. #}
{% materialization audited_increment, default %}
  {%- set whole = this.incorporate(type='view') -%}
  {%- set added = added_to(this) -%}
  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}
  {% do adapter.drop_relation(whole) %}
  {% do adapter.drop_relation(added) %}
  {% call statement('main') %}{{ create_table_as(False, added, sql) }}{% endcall %}
  {%- set standing_columns = columns_as_told(published_table()) if is_incremental() else none -%}
  {%- set columns = columns_as_told(added) -%}
  {%- if standing_columns -%}{%- do refuse_other_columns(published(this), columns, standing_columns) -%}{%- endif -%}
  {% call statement('whole') %}{{ create_view_as(whole, whole_of(added, columns, standing_columns)) }}{% endcall %}
  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {{ adapter.commit() }}
  {{ run_hooks(post_hooks, inside_transaction=False) }}
  {{ return({'relations': [whole]}) }}
{% endmaterialization %}

{% macro whole_of(added, columns, standing_columns) %}
  {%- if standing_columns %}
  {%- set known = standing_columns | map(attribute='name') | list %}
select {% for column in columns %}{% if column.name in known %}"{{ column.name }}"{% else %}cast(null as {{ column.type }}) as "{{ column.name }}"{% endif %}{% if not loop.last %}, {% endif %}{% endfor %}
from {{ published(this) }}
  {%- if model.config.incremental_strategy == 'delete+insert' %}
where as_of not in (select as_of from {{ added }})
  {%- elif var('replay_from', none) %}
where not ({{ is_replayed('load_source_dts') }})
  {%- endif %}
union all
  {%- endif %}
select {% for column in columns %}"{{ column.name }}"{% if not loop.last %}, {% endif %}{% endfor %}
from {{ added }}
{% endmacro %}

{# Columns of a relation as plain values. Lengths of texts stand apart: they may differ. #}
{% macro columns_as_told(relation) %}
  {%- set told = [] -%}
  {%- for column in adapter.get_columns_in_relation(relation) -%}
    {%- do told.append({'name': column.name, 'type': column.data_type | lower, 'length': column.string_size() if column.is_string() else none}) -%}
  {%- endfor -%}
  {{ return(told) }}
{% endmacro %}
`;
