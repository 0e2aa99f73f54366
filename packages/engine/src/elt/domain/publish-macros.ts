/** How an audited build is published: in one transaction, or not at all. See docs/adr/0018. */
export const publish = `
{# Publishes what was built under this load_id and passed its tests: dbt run-operation publish_build --vars '{publish: audited, load_id: …}'.
   Once more, it changes nothing. What fails before the end leaves everything as it was. #}
{% macro publish_build() %}
  {%- if not is_audited() -%}
    {{ exceptions.raise_compiler_error("publish_build publishes an audited build: give it --vars '{publish: audited, load_id: <name>}' as the build had") }}
  {%- endif -%}
  {%- set load_id = audited_load_id() -%}
  {%- if adapter.get_relation(builds_table().database, builds_table().schema, builds_table().identifier) is none -%}
    {{ exceptions.raise_compiler_error("there is no build " ~ load_id ~ ": build it first") }}
  {%- endif -%}
  {%- if build_state(load_id) == 'published' -%}
    {{ log("build " ~ load_id ~ " is published already: nothing changes", info=True) }}
    {{ return('') }}
  {%- endif -%}
  {%- do refuse_untested(load_id) -%}
  {%- set plans = publication_plans(load_id) -%}
  {%- set again = plans | selectattr('is_made_again') | list -%}
  {%- if again and not sees_attachments() -%}
    {{ exceptions.raise_compiler_error(again[0].table ~ " has other columns than before, so grants, policies and masks have to be put on it again: publish as a superuser or with the role sys:secadmin") }}
  {%- endif -%}
  {# Lengths grow before the transaction: Redshift does not change types within one, and a longer column harms nobody. #}
  {%- for plan in plans -%}{%- for statement in plan.beforehand -%}{%- do run_query(statement) -%}{%- endfor -%}{%- endfor -%}
  {%- do run_query('commit') if target.type != 'duckdb' -%}

  {%- do run_query('begin') -%}
  {%- do run_query(lock_table(builds_table())) -%}
  {%- do refuse_overtaken(load_id) -%}
  {%- set before = attachments(published_schemas()) -%}
  {%- for plan in plans -%}{%- for statement in plan.statements -%}{%- do run_query(statement) -%}{%- endfor -%}{%- endfor -%}
  {%- for node in audited_nodes() if node.config.meta.get('made_of') -%}
    {%- for statement in keys_statements(node.alias, node.config.meta.made_of) -%}{%- do run_query(statement) -%}{%- endfor -%}
  {%- endfor -%}
  {%- for statement in attach_statements(before, plans) -%}{%- do run_query(statement) -%}{%- endfor -%}
  {%- for plan in plans if plan.check -%}{%- do refuse_difference(plan) -%}{%- endfor -%}
  {%- do refuse_other_attachments(expected_attachments(before, plans), attachments(published_schemas()), plans) -%}
  {%- do run_query("update " ~ builds_table() ~ " set state = 'published', published_at = " ~ utc_now() ~ " where load_id = " ~ sql_text(load_id)) -%}
  {%- do run_query('commit') -%}
  {{ log("published " ~ load_id ~ ": " ~ plans | length ~ " tables and views", info=True) }}
{% endmacro %}

{% macro published_schemas() %}
  {%- set found = [] -%}
  {%- for schema in audited_schemas() -%}{%- do found.append(schema[6:]) -%}{%- endfor -%}
  {{ return(found) }}
{% endmacro %}

{# Only what was built wholly and passed is published. #}
{% macro refuse_untested(load_id) %}
  {%- set state = build_state(load_id) -%}
  {%- if state is none -%}
    {{ exceptions.raise_compiler_error("there is no build " ~ load_id ~ ": build it first") }}
  {%- elif state == 'superseded' -%}
    {{ exceptions.raise_compiler_error("build " ~ load_id ~ " was followed by another, which has its place in the audit schemas: build again") }}
  {%- elif state == 'building' -%}
    {{ exceptions.raise_compiler_error("build " ~ load_id ~ " has not ended") }}
  {%- endif -%}
  {%- set bad = run_query("select node_id from " ~ records_table() ~ " where status <> 'passed' order by node_id") -%}
  {%- if bad.rows | length > 0 -%}
    {{ exceptions.raise_compiler_error("build " ~ load_id ~ " is not published: " ~ bad.columns[0].values() | join(', ') ~ " did not pass. What was built stands in the audit schemas") }}
  {%- endif -%}
  {%- set built = run_query("select node_id from " ~ records_table()).columns[0].values() | list -%}
  {%- set missing = [] -%}
  {%- for node in audited_nodes() if node.unique_id not in built -%}{%- do missing.append(node.name) -%}{%- endfor -%}
  {%- if missing -%}
    {{ exceptions.raise_compiler_error("build " ~ load_id ~ " is not published: it lacks " ~ missing | join(', ')) }}
  {%- endif -%}
{% endmacro %}

{# Asked again under the lock: this build is still the one that is to follow. #}
{% macro refuse_overtaken(load_id) %}
  {%- set state = build_state(load_id) -%}
  {%- if state == 'published' -%}
    {{ exceptions.raise_compiler_error("build " ~ load_id ~ " was published by somebody else just now") }}
  {%- endif -%}
  {%- set base = run_query("select base from " ~ builds_table() ~ " where load_id = " ~ sql_text(load_id)).rows[0][0] -%}
  {%- if state != 'built' or base != newest_published() -%}
    {{ exceptions.raise_compiler_error("build " ~ load_id ~ " was overtaken by another one: nothing of it is published, build again") }}
  {%- endif -%}
{% endmacro %}

{# What has to be done for each table and view, in the order in which they were built. #}
{% macro publication_plans(load_id) %}
  {%- set plans = [] -%}
  {%- set records = run_query("select kind, schema_name, table_name, definition from " ~ records_table() ~ " where kind <> 'test' order by nth") -%}
  {%- for record in records.rows -%}
    {%- set built = api.Relation.create(database=target.database, schema=record[1], identifier=record[2]) -%}
    {%- set source = added_to(built) if adapter.get_relation(built.database, built.schema, built.identifier ~ '__added') else built -%}
    {%- set place = published(built) -%}
    {%- set there = adapter.get_relation(place.database, place.schema, place.identifier) -%}
    {%- do plans.append(publication_plan({
      'kind': record[0], 'definition': record[3] or '', 'load_id': load_id, 'table': place | string, 'schema': place.schema, 'name': place.identifier,
      'source': source | string, 'columns': columns_as_told(source),
      'there': (there.type | string) if there else none, 'columns_there': columns_as_told(there) if there else []
    })) -%}
  {%- endfor -%}
  {# Reading columns may have opened a transaction. #}
  {%- do adapter.commit() -%}
  {{ return(plans) }}
{% endmacro %}

{# Statements that make one relation what was built, from plain values. #}
{% macro publication_plan(given) %}
  {%- set names = [] -%}
  {%- for column in given.columns -%}{%- do names.append('"' ~ column.name ~ '"') -%}{%- endfor -%}
  {%- set list = names | join(', ') -%}
  {%- set insert = 'insert into ' ~ given.table ~ ' (' ~ list ~ ') select ' ~ list ~ ' from ' ~ given.source -%}
  {%- set drop = 'drop ' ~ ('view' if given.there == 'view' else 'table') ~ ' ' ~ given.table -%}
  {%- set is_same = given.there == ('view' if given.kind == 'view' else 'table') and is_alike(given.columns, given.columns_there, given.kind == 'view') -%}
  {%- set plan = {'schema': given.schema, 'name': given.name, 'table': given.table, 'columns': given.columns, 'columns_before': given.columns_there | map(attribute='name') | list, 'is_new': not given.there, 'is_made_again': false, 'beforehand': [], 'statements': [], 'check': none} -%}
  {%- if given.kind in ['view', 'whole'] and given.there and not is_same -%}
    {%- do plan.update({'is_made_again': true, 'statements': [drop]}) -%}
  {%- endif -%}
  {%- if given.kind == 'view' -%}
    {%- do plan.statements.append(view_statement(given.table, published_text(given.definition), is_same)) -%}
  {%- elif given.kind == 'whole' -%}
    {%- do plan.statements.append('delete from ' ~ given.table if is_same else empty_copy(given.table, given.source)) -%}
    {%- do plan.statements.append(insert) -%}
    {%- do plan.update({'check': ['select count(*) from ' ~ given.table, 'select count(*) from ' ~ given.source]}) -%}
  {%- else -%}
    {%- do refuse_other_columns(given.table, given.columns, given.columns_there) -%}
    {%- do plan.update(growth(given)) -%}
    {%- if given.kind == 'replay' -%}
      {%- set days = given.definition.split(' ') -%}
      {%- do plan.statements.append('delete from ' ~ given.table ~ ' where ' ~ load_date_text('load_source_dts') ~ " between '" ~ days[0] ~ "' and '" ~ days[1] ~ "'") -%}
    {%- elif given.kind == 'days' -%}
      {%- do plan.statements.append('delete from ' ~ given.table ~ ' where as_of in (select as_of from ' ~ given.source ~ ')') -%}
    {%- endif -%}
    {%- do plan.statements.append(insert) -%}
    {%- set mine = ' where as_of in (select as_of from ' ~ given.source ~ ')' if given.kind == 'days' else " where load_id = " ~ sql_text(given.load_id) -%}
    {%- do plan.update({'check': ['select count(*) from ' ~ given.table ~ mine, 'select count(*) from ' ~ given.source]}) -%}
  {%- endif -%}
  {{ return(plan) }}
{% endmacro %}

{# Whether rows, or a view, of these columns can take the place of what stands there without it being made again. #}
{% macro is_alike(columns, there, exactly) %}
  {%- if columns | length != there | length -%}{{ return(false) }}{%- endif -%}
  {%- for column in columns -%}
    {%- set other = there[loop.index0] -%}
    {%- if column.name != other.name or is_other_type(column, other) -%}{{ return(false) }}{%- endif -%}
    {%- if column.length and (column.length > other.length or exactly and column.length != other.length) -%}{{ return(false) }}{%- endif -%}
  {%- endfor -%}
  {{ return(true) }}
{% endmacro %}

{# What an insert-only table needs before it takes the increment: longer texts, new columns. #}
{% macro growth(given) %}
  {%- set longer = [] -%}
  {%- set added = [] -%}
  {%- for column in given.columns -%}
    {%- set other = given.columns_there | selectattr('name', 'equalto', column.name) | first -%}
    {%- if not other -%}
      {%- do added.append('alter table ' ~ given.table ~ ' add column "' ~ column.name ~ '" ' ~ column.type) -%}
    {%- elif column.length and column.length > other.length -%}
      {%- do longer.append('alter table ' ~ given.table ~ ' alter column "' ~ column.name ~ '" type varchar(' ~ column.length ~ ')') -%}
    {%- endif -%}
  {%- endfor -%}
  {{ return({'beforehand': longer, 'statements': added}) }}
{% endmacro %}

{# A statement that reads audit schemas, as it reads the published ones. #}
{% macro published_text(sql) %}
  {%- set text = namespace(sql=sql) -%}
  {%- for schema in audited_schemas() -%}
    {%- set text.sql = text.sql | replace('"' ~ schema ~ '".', '"' ~ schema[6:] ~ '".') -%}
  {%- endfor -%}
  {{ return(text.sql) }}
{% endmacro %}

{# An empty table like another: on Redshift with its distribution, sort keys and encodings. #}
{% macro empty_copy(table, source) %}{{ return(adapter.dispatch('empty_copy')(table, source)) }}{% endmacro %}
{% macro duckdb__empty_copy(table, source) %}{{ return('create table ' ~ table ~ ' as select * from ' ~ source ~ ' limit 0') }}{% endmacro %}
{% macro redshift__empty_copy(table, source) %}{{ return('create table ' ~ table ~ ' (like ' ~ source ~ ')') }}{% endmacro %}

{# On Redshift views bind late: what they read can be made again below them. Replacing keeps grants. #}
{% macro view_statement(table, sql, stands) %}{{ return(adapter.dispatch('view_statement')(table, sql, stands)) }}{% endmacro %}
{% macro duckdb__view_statement(table, sql, stands) %}{{ return('create or replace view ' ~ table ~ ' as ' ~ sql) }}{% endmacro %}
{% macro redshift__view_statement(table, sql, stands) %}{{ return('create ' ~ ('or replace ' if stands else '') ~ 'view ' ~ table ~ ' as ' ~ sql ~ ' with no schema binding') }}{% endmacro %}

{# Counts what came against what was built: row-level security, too, would show here. #}
{% macro refuse_difference(plan) %}
  {%- set found = run_query(plan.check[0]).rows[0][0] -%}
  {%- set built = run_query(plan.check[1]).rows[0][0] -%}
  {%- if found != built -%}
    {{ exceptions.raise_compiler_error(plan.table ~ " would have " ~ found ~ " rows where " ~ built ~ " were built: nothing is published. Does who publishes see every row (IGNORE RLS)?") }}
  {%- endif -%}
{% endmacro %}
`;
