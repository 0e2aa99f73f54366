/** Hash keys and hash diffs of the vault: MD5 of their parts as text. */
export const keys = `
{# The key of a hub or link: MD5 of its parts as text, joined by a fixed separator. #}
{% macro hash_key(columns) %}md5({{ business_key(columns) }}){% endmacro %}

{# The parts of a business key as one text. Rows that lack a part are left out by whoever calls. #}
{% macro business_key(columns) -%}
{%- for column in columns -%}
cast("{{ column }}" as {{ text_type() }}){% if not loop.last %} || '||' || {% endif %}
{%- endfor -%}
{%- endmacro %}

{# Any text. Redshift would cut at 256 bytes where no length is said. #}
{% macro text_type() %}{{ return(adapter.dispatch('text_type')()) }}{% endmacro %}
{% macro duckdb__text_type() %}varchar{% endmacro %}
{% macro redshift__text_type() %}varchar(65535){% endmacro %}

{# MD5 of what a satellite says. An empty text and no value differ. #}
{% macro hash_diff(expressions) -%}
md5({% for expression in expressions -%}
coalesce(cast({{ expression }} as {{ text_type() }}), '^^'){% if not loop.last %} || '||' || {% endif %}
{%- endfor %})
{%- endmacro %}
`;
