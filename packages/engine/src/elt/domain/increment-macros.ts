/** Which rows an increment reads, and which of them the target has already. */
export const increments = `
{# With the variable \`offline\` statements are compiled without a connection: \`first\` or \`increment\`. #}
{% macro is_incremental() %}
  {% if var('offline', none) %}{{ return(var('offline') == 'increment' and model.config.materialized in ['incremental', 'audited_increment']) }}{% endif %}
  {% if execute and model.config.materialized == 'audited_increment' %}{{ return(not should_full_refresh() and published_table() is not none) }}{% endif %}
  {{ return(dbt.is_incremental()) }}
{% endmacro %}

{# Rows that this run has to look at: those of the newest load date that the target knows of this feed, and later ones; in a
   replay those of the days that are replayed. The setting "since" can tell the first date that is new.
   The date is a constant, so that both engines open no older files. #}
{% macro since_last_load(record_source) %}
  {%- if var('replay_from', none) -%}
  and load_date between '{{ var('replay_from') }}' and '{{ var('replay_to') }}'
  {%- elif is_incremental() -%}
    {%- set since = '00000000' -%}
    {%- if execute and not var('offline', none) -%}
      {%- set newest = run_query("select " ~ load_date_text('max(load_source_dts)') ~ " from " ~ standing() ~ " where record_source = '" ~ record_source ~ "'") -%}
      {%- set known = newest.columns[0].values()[0] -%}
      {%- if known -%}{%- set since = of_this_run('since', {}).get(record_source, known) -%}{%- endif -%}
    {%- endif -%}
  and load_date >= '{{ since }}'
  {%- endif -%}
{% endmacro %}

{# Leaves out rows that the target has already, by the columns that make a row. #}
{% macro unless_known(rows, columns) %}
  {%- if is_incremental() -%}
  and not exists (
        select 1
        from {{ standing() }} as known
        where {% for column in columns %}known.{{ column }} = {{ rows }}.{{ column }}{% if not loop.last %} and {% endif %}{% endfor %}
    )
  {%- endif -%}
{% endmacro %}

{# The versions that the target has of the keys that this run brings: the first column is the key. Read once, used twice. #}
{% macro known_versions(position, value, batch) %}
  {%- if is_incremental() -%}
known as (
    select {{ position | join(', ') }}, {{ value }}
    from {{ standing() }} as standing
    where {{ position[0] }} in (select {{ position[0] }} from {{ batch }})
),
  {%- endif -%}
{% endmacro %}

{# Leaves out the versions that the target has, and puts those in as what new ones are compared with. #}
{% macro and_with_known(position, value, batch, others) %}
  {%- if is_incremental() -%}
    and not exists (
        select 1
        from known
        where {% for column in position %}known.{{ column }} = {{ batch }}.{{ column }}{% if not loop.last %} and {% endif %}{% endfor %}
    )
    union all
    select {{ position | join(', ') }}, {{ value }}, {% for _ in range(others) %}null, {% endfor %}false as is_new
    from known
  {%- endif -%}
{% endmacro %}

{# The partners that the target has of the driving keys that this run brings, at versions that it does not bring again. #}
{% macro known_partners(key, partner, batch) %}
  {%- if is_incremental() -%}
    union all
    select known.{{ key }}, known.load_source_dts, known.version_dts, max(case when known.is_active then known.{{ partner }} end) as {{ partner }}, false as is_new
    from {{ standing() }} as known
    where known.{{ key }} in (select {{ key }} from {{ batch }})
        and not exists (
            select 1
            from {{ batch }} as again
            where again.{{ key }} = known.{{ key }} and again.load_source_dts = known.load_source_dts and again.version_dts = known.version_dts
        )
    group by known.{{ key }}, known.load_source_dts, known.version_dts
  {%- endif -%}
{% endmacro %}

{# Days of a daily table that this run writes again: from the first load date on that is new in its feeds; where that is not known,
   from the newest day on that the table has. #}
{% macro since_last_day(expression, feeds) %}
  {%- set first = first_new_date(feeds) -%}
  {%- if var('replay_from', none) -%}
  and {{ load_date_text(expression) }} between '{{ var('replay_from') }}' and '{{ var('replay_to') }}'
  {%- elif is_incremental() and first is not none -%}
  and {{ load_date_text(expression) }} >= '{{ first }}'
  {%- elif is_incremental() -%}
  and {{ expression }} >= (select coalesce(max(as_of), cast('1900-01-01' as timestamp)) from {{ standing() }})
  {%- endif -%}
{% endmacro %}

{# Before a replay: takes out what the days that are replayed had brought. #}
{% macro forget_replayed(column) %}
  {%- if var('replay_from', none) and is_incremental() and not is_audited() -%}
  delete from {{ this }} where {{ load_date_text(column) }} between '{{ var('replay_from') }}' and '{{ var('replay_to') }}'
  {%- endif -%}
{% endmacro %}
`;
