/** Generic tests that dbt and its packages lack. */
export const tests = `
{# No two rows have the same values in these columns, and none of them is missing. Of a table that is only added to, an increment
   looks at the keys of its own rows, beside all rows that have them. #}
{% test unique_key(model, columns) %}
{%- set named = columns | join(', ') %}
select {{ named }}
from {{ model }}
{%- if config.get('where') == '__new_keys__' and tests_new_rows() %}
where {{ columns[0] }} in (select {{ columns[0] }} from {{ model }} where load_id = {{ load_id() }})
group by {{ named }}
having count(*) > 1
union all
select {{ named }}
from {{ model }}
where load_id = {{ load_id() }} and ({{ columns | join(' is null or ') }} is null)
{%- else %}
group by {{ named }}
having count(*) > 1{% for column in columns %} or {{ column }} is null{% endfor %}
{%- endif %}
{% endtest %}

{# The table has this many rows at least. #}
{% test least_rows(model, rows) %}
select found
from (select count(*) as found from {{ model }}) as counted
where found < {{ rows }}
{% endtest %}

{# The newest load date of the table is that of its feed: nothing that came was left out. #}
{% test keeps_up(model, feed, column='load_source_dts') %}
select newest
from (select max({{ column }}) as newest from {{ model }}) as target
where newest < (select max(load_source_dts) from {{ feed }}) or newest is null and exists (select 1 from {{ feed }})
{% endtest %}

{# Texts fit into the column: Redshift counts bytes and refuses what is longer, DuckDB takes everything. #}
{% test fits(model, column_name, bytes) %}
select {{ column_name }}
from {{ model }}
where {{ byte_length(column_name) }} > {{ bytes }}
{% endtest %}
{# The same of several columns in one reading: bytes by column. #}
{% test texts_fit(model, bytes) %}
select {% for column in bytes %}max({{ byte_length('"' ~ column ~ '"') }}) as "{{ column }}"{% if not loop.last %}, {% endif %}{% endfor %}
from {{ model }}
having {% for column, most in bytes.items() %}max({{ byte_length('"' ~ column ~ '"') }}) > {{ most }}{% if not loop.last %} or {% endif %}{% endfor %}
{% endtest %}
{% macro byte_length(column) %}{{ return(adapter.dispatch('byte_length')(column)) }}{% endmacro %}
{% macro duckdb__byte_length(column) %}strlen({{ column }}){% endmacro %}
{% macro redshift__byte_length(column) %}octet_length({{ column }}){% endmacro %}
`;
