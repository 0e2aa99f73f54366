/**
 * An analysis that writes down, as JSON, what publishing does on Redshift to relations of every kind. Compiled, it needs no
 * connection.
 */
export const publicationAnalysis = `
{%- if execute -%}
{%- set text = {'name': 'name', 'type': 'character varying(300)', 'length': 300} -%}
{%- set short = {'name': 'name', 'type': 'character varying(256)', 'length': 256} -%}
{%- set key = {'name': 'contact_pk', 'type': 'character varying(32)', 'length': 32} -%}
{%- set number = {'name': 'n', 'type': 'bigint', 'length': none} -%}
{%- set given = {
  'append': {'kind': 'append', 'columns': [key, text, number], 'columns_there': [key, short]},
  'replay': {'kind': 'replay', 'definition': '20260302 20260304', 'columns': [key], 'columns_there': [key]},
  'days': {'kind': 'days', 'columns': [key], 'columns_there': [key]},
  'whole_new': {'kind': 'whole', 'there': none, 'columns': [key], 'columns_there': []},
  'whole_same': {'kind': 'whole', 'columns': [key, short], 'columns_there': [key, text]},
  'whole_other': {'kind': 'whole', 'columns': [key, text], 'columns_there': [key, short]},
  'view_new': {'kind': 'view', 'there': none, 'columns': [key], 'columns_there': []},
  'view_same': {'kind': 'view', 'there': 'view', 'columns': [key], 'columns_there': [key]},
  'view_other': {'kind': 'view', 'there': 'view', 'columns': [key, number], 'columns_there': [key]}
} -%}
{%- set plans = {} -%}
{%- for what, one in given.items() -%}
  {%- set base = {'there': 'table', 'definition': 'select * from "gtm"."audit_raw_dv"."sat_contact"', 'load_id': 'l', 'schema': 's', 'name': what, 'table': '"s"."t"', 'source': '"audit_s"."t"'} -%}
  {%- do base.update(one) -%}
  {%- do plans.update({what: publication_plan(base)}) -%}
{%- endfor -%}
{%- set before = [
  {'what': 'grant', 'schema': 's', 'table': 'whole_other', 'columns': ['name'], 'privilege': 'select', 'kind': 'role', 'to': 'analyst'},
  {'what': 'grant', 'schema': 's', 'table': 'whole_other', 'columns': [], 'privilege': 'select', 'kind': 'group', 'to': 'old'},
  {'what': 'grant', 'schema': 's', 'table': 'whole_other', 'columns': [], 'privilege': 'insert', 'kind': 'user', 'to': 'loader'},
  {'what': 'grant', 'schema': 's', 'table': 'whole_other', 'columns': ['gone'], 'privilege': 'select', 'kind': 'public', 'to': 'public'},
  {'what': 'secured', 'schema': 's', 'table': 'whole_other', 'by': 'and'},
  {'what': 'rows', 'schema': 's', 'table': 'whole_other', 'policy': 'p', 'kind': 'role', 'to': 'analyst'},
  {'what': 'mask', 'schema': 's', 'table': 'whole_other', 'policy': 'm', 'kind': 'role', 'to': 'analyst', 'priority': 10, 'inputs': ['name', 'contact_pk'], 'columns': ['name']},
  {'what': 'grant', 'schema': 's', 'table': 'whole_same', 'columns': ['name'], 'privilege': 'select', 'kind': 'role', 'to': 'analyst'}
] -%}
{{ tojson({
  'plans': plans,
  'attach': attach_statements(before, plans.values() | list),
  'expected': expected_attachments(before, plans.values() | list) | length,
  'lock': lock_table('"s"."builds"'),
  'text': sql_text("it's a \\\\ mark")
}) }}
{%- endif -%}
`;
