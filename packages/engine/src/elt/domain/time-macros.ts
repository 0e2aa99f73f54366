/** Load dates, times in UTC, and the columns that say which run wrote a row. */
export const times = `
{# The first moment of a load date that is written as YYYYMMDD. #}
{% macro load_day(column) %}{{ return(adapter.dispatch('load_day')(column)) }}{% endmacro %}
{% macro duckdb__load_day(column) %}cast(strptime("{{ column }}", '%Y%m%d') as timestamp){% endmacro %}
{% macro redshift__load_day(column) %}cast(to_date("{{ column }}", 'YYYYMMDD') as timestamp){% endmacro %}

{# A moment as UTC without a zone. DuckDB reads Parquet's UTC moments with a zone, Redshift without. #}
{% macro utc_timestamp(column) %}{{ return(adapter.dispatch('utc_timestamp')(column)) }}{% endmacro %}
{% macro duckdb__utc_timestamp(column) %}(cast("{{ column }}" as timestamptz) at time zone 'UTC'){% endmacro %}
{% macro redshift__utc_timestamp(column) %}cast("{{ column }}" as timestamp){% endmacro %}

{# Added to the stamp of a version: microseconds by which versions of one stamp and load date follow each other as their runs do. #}
{% macro then_by_run_in_time(column) %}{{ return(adapter.dispatch('then_by_run_in_time')(column)) }}{% endmacro %}
{% macro duckdb__then_by_run_in_time(column) %} + to_microseconds("{{ column }}"){% endmacro %}
{% macro default__then_by_run_in_time(column) %}{% endmacro %}

{# In an order by newest first: what a later run of the load date brought comes first. #}
{% macro then_by_newest_run(column) %}{{ return(adapter.dispatch('then_by_newest_run')(column)) }}{% endmacro %}
{% macro duckdb__then_by_newest_run(column) %}, "{{ column }}" desc{% endmacro %}
{% macro default__then_by_newest_run(column) %}{% endmacro %}

{# A moment as a load date: YYYYMMDD. #}
{% macro load_date_text(expression) %}{{ return(adapter.dispatch('load_date_text')(expression)) }}{% endmacro %}
{% macro duckdb__load_date_text(expression) %}strftime({{ expression }}, '%Y%m%d'){% endmacro %}
{% macro redshift__load_date_text(expression) %}to_char({{ expression }}, 'YYYYMMDD'){% endmacro %}

{# When this run began: one moment for every row that it writes. #}
{% macro load_dts() %}cast('{{ of_this_run('load_dts', run_started_at.strftime('%Y-%m-%d %H:%M:%S')) }}' as timestamp){% endmacro %}

{# Which run wrote a row. #}
{% macro load_id() %}cast('{{ of_this_run('load_id', invocation_id) }}' as varchar(64)){% endmacro %}

{# The first day of a month. #}
{% macro month_of(expression) %}cast(date_trunc('month', {{ expression }}) as date){% endmacro %}

{# Now, in UTC, without a zone. #}
{% macro utc_now() %}{{ return(adapter.dispatch('utc_now')()) }}{% endmacro %}
{% macro duckdb__utc_now() %}(now() at time zone 'UTC'){% endmacro %}
{% macro redshift__utc_now() %}getdate(){% endmacro %}
`;
