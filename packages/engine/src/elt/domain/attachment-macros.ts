/** Grants, row policies and masks of what is published: read, put on again, compared. See docs/adr/0018. */
export const attachments = `
{# What is attached to the tables and views of schemas: grants, row-level security, policies, masks. #}
{% macro attachments(schemas) %}{{ return(adapter.dispatch('attachments')(schemas)) }}{% endmacro %}
{% macro duckdb__attachments(schemas) %}{{ return([]) }}{% endmacro %}
{% macro redshift__attachments(schemas) %}
  {%- set within = "in ('" ~ schemas | join("', '") ~ "')" -%}
  {%- set found = [] -%}
  {%- for row in run_query("select namespace_name, relation_name, privilege_type, identity_type, identity_name from svv_relation_privileges where namespace_name " ~ within ~ " and identity_name <> current_user").rows -%}
    {%- do found.append({'what': 'grant', 'schema': row[0], 'table': row[1], 'columns': [], 'privilege': row[2] | lower, 'kind': row[3], 'to': row[4]}) -%}
  {%- endfor -%}
  {%- for row in run_query("select namespace_name, relation_name, column_name, privilege_type, identity_type, identity_name from svv_column_privileges where namespace_name " ~ within ~ " and identity_name <> current_user").rows -%}
    {%- do found.append({'what': 'grant', 'schema': row[0], 'table': row[1], 'columns': [row[2]], 'privilege': row[3] | lower, 'kind': row[4], 'to': row[5]}) -%}
  {%- endfor -%}
  {%- for row in run_query("select relschema, relname, polname, granteekind, grantee from svv_rls_attached_policy where relschema " ~ within).rows -%}
    {%- do found.append({'what': 'rows', 'schema': row[0], 'table': row[1], 'policy': row[2], 'kind': row[3], 'to': row[4]}) -%}
  {%- endfor -%}
  {%- for row in run_query("select relschema, relname, rls_conjunction_type from svv_rls_relation where is_rls_on and relschema " ~ within).rows -%}
    {%- do found.append({'what': 'secured', 'schema': row[0], 'table': row[1], 'by': (row[2] or 'and') | trim | lower}) -%}
  {%- endfor -%}
  {%- for row in run_query("select schema_name, table_name, policy_name, grantee_type, grantee, priority, input_columns, output_columns from svv_attached_masking_policy where schema_name " ~ within).rows -%}
    {%- do found.append({'what': 'mask', 'schema': row[0], 'table': row[1], 'policy': row[2], 'kind': row[3], 'to': row[4], 'priority': row[5] | int, 'inputs': fromjson(row[6]), 'columns': fromjson(row[7])}) -%}
  {%- endfor -%}
  {{ return(found) }}
{% endmacro %}

{# Policies and masks show to few; without them in sight nothing may be granted again. #}
{% macro sees_attachments() %}{{ return(adapter.dispatch('sees_attachments')()) }}{% endmacro %}
{% macro duckdb__sees_attachments() %}{{ return(true) }}{% endmacro %}
{% macro redshift__sees_attachments() %}
  {{ return(run_query("select count(*) from pg_user where usename = current_user and (usesuper or user_is_member_of(current_user, 'sys:secadmin'))").rows[0][0] > 0) }}
{% endmacro %}

{% macro grantee(attachment) %}{{ return(adapter.dispatch('grantee')(attachment)) }}{% endmacro %}
{% macro duckdb__grantee(attachment) %}{{ return('"' ~ attachment.to ~ '"') }}{% endmacro %}
{% macro redshift__grantee(attachment) %}
  {%- if attachment.kind == 'public' -%}{{ return('public') }}{%- endif -%}
  {{ return(('' if attachment.kind == 'user' else attachment.kind ~ ' ') ~ '"' ~ attachment.to ~ '"') }}
{% endmacro %}

{# What must be attached when all is published. A relation that is made again keeps what it had, for the columns that it still
   has: reading a whole table becomes reading its columns, so that a new one stays closed. #}
{% macro expected_attachments(before, plans) %}
  {%- set expected = [] -%}
  {%- for attachment in before -%}
    {%- set plan = plans | selectattr('is_made_again') | selectattr('schema', 'equalto', attachment.schema) | selectattr('name', 'equalto', attachment.table) | first -%}
    {%- if not plan or attachment.what in ['rows', 'secured'] or attachment.what == 'grant' and not attachment.columns and attachment.privilege != 'select' -%}
      {%- do expected.append(attachment) -%}
    {%- else -%}
      {%- set now = plan.columns | map(attribute='name') | list -%}
      {%- set was = attachment.columns or plan.columns_before -%}
      {%- for column in was if column in now -%}
        {%- do expected.append(dict(attachment, columns=[column] if attachment.what == 'grant' else attachment.columns)) -%}
      {%- endfor -%}
    {%- endif -%}
  {%- endfor -%}
  {{ return(expected) }}
{% endmacro %}

{# Closed first: rows and masks, then grants. #}
{% macro attach_statements(before, plans) %}
  {%- set statements = {'secured': [], 'rows': [], 'mask': [], 'grant': []} -%}
  {%- for attachment in expected_attachments(before, plans) -%}
    {%- set plan = plans | selectattr('is_made_again') | selectattr('schema', 'equalto', attachment.schema) | selectattr('name', 'equalto', attachment.table) | first -%}
    {%- if plan -%}
      {%- set on = '"' ~ attachment.schema ~ '"."' ~ attachment.table ~ '"' -%}
      {%- set to = grantee(attachment) if attachment.what != 'secured' else '' -%}
      {%- set names = '"' ~ attachment.columns | join('", "') ~ '"' if attachment.columns else '' -%}
      {%- if attachment.what == 'secured' -%}
        {%- set statement = 'alter table ' ~ on ~ ' row level security on' ~ (' conjunction type or' if attachment.by == 'or' else '') -%}
      {%- elif attachment.what == 'rows' -%}
        {%- set statement = 'attach rls policy "' ~ attachment.policy ~ '" on ' ~ on ~ ' to ' ~ to -%}
      {%- elif attachment.what == 'mask' -%}
        {%- set statement = 'attach masking policy "' ~ attachment.policy ~ '" on ' ~ on ~ ' (' ~ names ~ ') using ("' ~ attachment.inputs | join('", "') ~ '") to ' ~ to ~ ' priority ' ~ attachment.priority -%}
      {%- else -%}
        {%- set statement = 'grant ' ~ attachment.privilege ~ (' (' ~ names ~ ')' if names else '') ~ ' on ' ~ on ~ ' to ' ~ to -%}
      {%- endif -%}
      {%- if statement not in statements[attachment.what] -%}{%- do statements[attachment.what].append(statement) -%}{%- endif -%}
    {%- endif -%}
  {%- endfor -%}
  {{ return(statements.secured + statements.rows + statements.mask + statements.grant) }}
{% endmacro %}

{# Reads back what is attached, before anything is committed. What is new has nothing yet: it is closed. #}
{% macro refuse_other_attachments(expected, found, plans) %}
  {%- set had = [] -%}
  {%- for plan in plans if plan.is_new -%}{%- do had.append(plan.schema ~ '.' ~ plan.name) -%}{%- endfor -%}
  {%- set wanted = [] -%}
  {%- for attachment in expected -%}{%- do wanted.append(tojson(attachment, sort_keys=True)) -%}{%- endfor -%}
  {%- set present = [] -%}
  {%- for attachment in found if attachment.schema ~ '.' ~ attachment.table not in had -%}{%- do present.append(tojson(attachment, sort_keys=True)) -%}{%- endfor -%}
  {%- for one in wanted if one not in present -%}
    {{ exceptions.raise_compiler_error("nothing is published, since this would be lost: " ~ one) }}
  {%- endfor -%}
  {%- for one in present if one not in wanted -%}
    {{ exceptions.raise_compiler_error("nothing is published, since this would be opened: " ~ one) }}
  {%- endfor -%}
{% endmacro %}
`;
