/** Settings of a run, and which rows its tests look at. */
export const runs = `
{# A setting of this run, such as load_id. Lakewright gives them in the environment: variables of the command line would make dbt
   parse the whole project again. Whoever calls dbt by hand gives variables of the same names. #}
{% macro of_this_run(name, otherwise=none) %}
  {%- set given = fromjson(dbt_metadata_envs.get('LAKEWRIGHT_RUN', '{}')) -%}
  {{ return(given[name] if name in given else var(name, otherwise)) }}
{% endmacro %}

{# Whether tests may leave out what the state that this run began with was tested for: this run has the same text, and it only adds. #}
{% macro tests_new_rows() %}{{ return(of_this_run('audit') == 'increment') }}{% endmacro %}

{# The first load date that is new to this run in any of these feeds; none if that is not known of one of them. #}
{% macro first_new_date(feeds) %}
  {%- set since = of_this_run('since', {}) -%}
  {%- set dates = [] -%}
  {%- for feed in feeds if feed in since %}{% do dates.append(since[feed]) %}{% endfor -%}
  {{ return(dates | min if dates | length == feeds | length else none) }}
{% endmacro %}

{# Rows that a generic test looks at. Tests of generated tables name, as "where", what an increment may leave out; every other
   build tests all rows. #}
{% macro get_where_subquery(relation) -%}
  {%- set words = (config.get('where') or '').split(' ') -%}
  {%- if words[0] not in ['__new_rows__', '__new_keys__', '__new_days__', '__new_load_dates__', '__new_text__'] -%}
    {{ return(dbt.default__get_where_subquery(relation)) }}
  {%- endif -%}
  {%- set first = first_new_date(words[1:]) -%}
  {%- if not tests_new_rows() or words[0] == '__new_keys__' or (words | length > 1 and first is none) -%}{{ return(relation) }}{%- endif -%}
  {%- set filters = {
    '__new_rows__': 'load_id = ' ~ load_id(),
    '__new_days__': load_date_text('as_of') ~ " >= '" ~ first ~ "'",
    '__new_load_dates__': "load_date >= '" ~ first ~ "'",
    '__new_text__': '1 = 0',
  } -%}
  {{ return('(select * from ' ~ relation ~ ' where ' ~ filters[words[0]] ~ ') dbt_subquery') }}
{%- endmacro %}
`;
