/**
 * Contents that a field of a serialized node may have: `plain` texts, numbers and booleans, however nested in lists; `data`
 * any constant; `empty` nothing; else nodes of a family: one or none, or with `[]` a list (of lists) of them.
 */
export type FieldRule = "plain" | "data" | "empty" | Family | `${Family}[]`;

export type Family =
  | "statement"
  | "query"
  | "cteMap"
  | "cteEntry"
  | "cte"
  | "relation"
  | "tableCall"
  | "expression"
  | "modifier"
  | "order"
  | "sample"
  | "value"
  | "logicalType"
  | "typeInfo"
  | "member"
  | "caseCheck"
  | "pivot"
  | "pivotEntry"
  | "columnName"
  | "rename"
  | "replacement";

export type Shape = Readonly<Record<string, FieldRule>>;

const expressionFields: Shape = {
  class: "plain",
  type: "plain",
  alias: "plain",
  query_location: "plain",
};
const call: Shape = {
  ...expressionFields,
  function_name: "plain",
  schema: "plain",
  children: "expression[]",
  filter: "expression",
  order_bys: "modifier",
  distinct: "plain",
  is_operator: "plain",
  export_state: "empty",
  catalog: "empty",
};

/** The shape of each family whose nodes do not say their kind. */
export const untypedShapes: Readonly<Partial<Record<Family, Shape>>> = {
  statement: { node: "query", named_param_map: "empty" },
  cteMap: { map: "cteEntry[]" },
  cteEntry: { key: "plain", value: "cte" },
  cte: { aliases: "plain", query: "statement", materialized: "plain", key_targets: "expression[]" },
  sample: { sample_size: "value", is_percentage: "plain", method: "plain", seed: "plain" },
  value: { type: "logicalType", is_null: "plain", value: "data" },
  logicalType: { id: "plain", type_info: "typeInfo" },
  member: { first: "plain", second: "logicalType" },
  tableCall: call,
  caseCheck: { when_expr: "expression", then_expr: "expression" },
  pivot: {
    pivot_expressions: "expression[]",
    unpivot_names: "plain",
    entries: "pivotEntry[]",
    pivot_enum: "empty",
  },
  pivotEntry: { values: "value[]", star_expr: "expression", alias: "plain" },
  columnName: { catalog: "empty", schema: "plain", table: "plain", column: "plain" },
  rename: { key: "columnName", value: "plain" },
  replacement: { key: "plain", value: "expression" },
};

const queryFields: Shape = { type: "plain", modifiers: "modifier[]", cte_map: "cteMap" };
const relationFields: Shape = {
  type: "plain",
  alias: "plain",
  sample: "sample",
  query_location: "plain",
};
const typeFields: Shape = { type: "plain", alias: "empty", extension_info: "empty" };
const operator: Shape = { ...expressionFields, children: "expression[]" };
const comparison: Shape = { ...expressionFields, left: "expression", right: "expression" };
const order: Shape = { type: "plain", null_order: "plain", expression: "expression" };
const window: Shape = {
  ...expressionFields,
  function_name: "plain",
  schema: "empty",
  catalog: "empty",
  children: "expression[]",
  partitions: "expression[]",
  orders: "order[]",
  start: "plain",
  end: "plain",
  start_expr: "expression",
  end_expr: "expression",
  offset_expr: "expression",
  default_expr: "expression",
  ignore_nulls: "plain",
  filter_expr: "expression",
  exclude_clause: "plain",
  distinct: "plain",
  arg_orders: "order[]",
};

/** The shape of each kind of node, by family; an expression's kind is `CLASS/TYPE`. */
export const typedShapes: Readonly<Partial<Record<Family, Readonly<Record<string, Shape>>>>> = {
  query: {
    SELECT_NODE: {
      ...queryFields,
      select_list: "expression[]",
      from_table: "relation",
      where_clause: "expression",
      group_expressions: "expression[]",
      group_sets: "plain",
      aggregate_handling: "plain",
      having: "expression",
      sample: "sample",
      qualify: "expression",
    },
    SET_OPERATION_NODE: {
      ...queryFields,
      setop_type: "plain",
      left: "query",
      right: "query",
      setop_all: "plain",
    },
    RECURSIVE_CTE_NODE: {
      ...queryFields,
      cte_name: "plain",
      union_all: "plain",
      left: "query",
      right: "query",
      aliases: "plain",
      key_targets: "expression[]",
    },
  },
  relation: {
    EMPTY: relationFields,
    BASE_TABLE: {
      ...relationFields,
      schema_name: "plain",
      table_name: "plain",
      column_name_alias: "plain",
      catalog_name: "empty",
      at_clause: "empty",
    },
    SUBQUERY: { ...relationFields, subquery: "statement", column_name_alias: "plain" },
    JOIN: {
      ...relationFields,
      left: "relation",
      right: "relation",
      condition: "expression",
      join_type: "plain",
      ref_type: "plain",
      using_columns: "plain",
      delim_flipped: "empty",
      duplicate_eliminated_columns: "empty",
    },
    EXPRESSION_LIST: {
      ...relationFields,
      expected_names: "plain",
      expected_types: "logicalType[]",
      values: "expression[]",
    },
    TABLE_FUNCTION: {
      ...relationFields,
      function: "tableCall",
      column_name_alias: "plain",
      with_ordinality: "plain",
    },
    PIVOT: {
      ...relationFields,
      source: "relation",
      aggregates: "expression[]",
      unpivot_names: "plain",
      pivots: "pivot[]",
      groups: "plain",
      column_name_alias: "plain",
      include_nulls: "plain",
    },
  },
  modifier: {
    ORDER_MODIFIER: { type: "plain", orders: "order[]" },
    LIMIT_MODIFIER: { type: "plain", limit: "expression", offset: "expression" },
    LIMIT_PERCENT_MODIFIER: { type: "plain", limit: "expression", offset: "expression" },
    DISTINCT_MODIFIER: { type: "plain", distinct_on_targets: "expression[]" },
  },
  order: { ORDER_DEFAULT: order, ASCENDING: order, DESCENDING: order },
  typeInfo: {
    DECIMAL_TYPE_INFO: { ...typeFields, width: "plain", scale: "plain" },
    LIST_TYPE_INFO: { ...typeFields, child_type: "logicalType" },
    ARRAY_TYPE_INFO: { ...typeFields, child_type: "logicalType", size: "plain" },
    STRUCT_TYPE_INFO: { ...typeFields, child_types: "member[]" },
    UNBOUND_TYPE_INFO: {
      ...typeFields,
      name: "plain",
      catalog: "empty",
      schema: "empty",
      user_type_modifiers: "value[]",
    },
  },
  expression: {
    "BETWEEN/COMPARE_BETWEEN": {
      ...expressionFields,
      input: "expression",
      lower: "expression",
      upper: "expression",
    },
    "CASE/CASE_EXPR": {
      ...expressionFields,
      case_checks: "caseCheck[]",
      else_expr: "expression",
    },
    "CAST/OPERATOR_CAST": {
      ...expressionFields,
      child: "expression",
      cast_type: "logicalType",
      try_cast: "plain",
    },
    "COLLATE/COLLATE": { ...expressionFields, child: "expression", collation: "plain" },
    "COLUMN_REF/COLUMN_REF": { ...expressionFields, column_names: "plain" },
    "CONJUNCTION/CONJUNCTION_AND": operator,
    "CONJUNCTION/CONJUNCTION_OR": operator,
    "CONSTANT/VALUE_CONSTANT": { ...expressionFields, value: "value" },
    "FUNCTION/FUNCTION": call,
    "LAMBDA/LAMBDA": { ...expressionFields, lhs: "expression", expr: "expression" },
    "POSITIONAL_REFERENCE/POSITIONAL_REFERENCE": { ...expressionFields, index: "plain" },
    "STAR/STAR": {
      ...expressionFields,
      relation_name: "plain",
      exclude_list: "plain",
      replace_list: "replacement[]",
      columns: "plain",
      expr: "expression",
      qualified_exclude_list: "columnName[]",
      rename_list: "rename[]",
    },
    "SUBQUERY/SUBQUERY": {
      ...expressionFields,
      subquery_type: "plain",
      subquery: "statement",
      child: "expression",
      comparison_type: "plain",
    },
    ...sameShape("COMPARISON", comparison, [
      "COMPARE_EQUAL",
      "COMPARE_NOTEQUAL",
      "COMPARE_LESSTHAN",
      "COMPARE_GREATERTHAN",
      "COMPARE_LESSTHANOREQUALTO",
      "COMPARE_GREATERTHANOREQUALTO",
      "COMPARE_DISTINCT_FROM",
      "COMPARE_NOT_DISTINCT_FROM",
    ]),
    ...sameShape("OPERATOR", operator, [
      "ARRAY_CONSTRUCTOR",
      "ARRAY_EXTRACT",
      "ARRAY_SLICE",
      "COMPARE_IN",
      "COMPARE_NOT_IN",
      "GROUPING_FUNCTION",
      "OPERATOR_COALESCE",
      "OPERATOR_IS_NOT_NULL",
      "OPERATOR_IS_NULL",
      "OPERATOR_NOT",
      "OPERATOR_NULLIF",
      "OPERATOR_TRY",
      "OPERATOR_UNPACK",
      "STRUCT_EXTRACT",
    ]),
    ...sameShape("WINDOW", window, [
      "WINDOW_AGGREGATE",
      "WINDOW_CUME_DIST",
      "WINDOW_FILL",
      "WINDOW_FIRST_VALUE",
      "WINDOW_LAG",
      "WINDOW_LAST_VALUE",
      "WINDOW_LEAD",
      "WINDOW_NTH_VALUE",
      "WINDOW_NTILE",
      "WINDOW_PERCENT_RANK",
      "WINDOW_RANK",
      "WINDOW_RANK_DENSE",
      "WINDOW_ROW_NUMBER",
    ]),
  },
};

function sameShape(
  kind: string,
  shape: Shape,
  types: readonly string[],
): Readonly<Record<string, Shape>> {
  return Object.fromEntries(types.map((type) => [`${kind}/${type}`, shape]));
}
