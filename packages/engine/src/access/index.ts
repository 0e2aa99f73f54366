export { type AccessTable, accessTableId, columnNames } from "./domain/access-table.ts";
export { type ColumnAccess, type RowSet, shownRows } from "./domain/column-access.ts";
export type { TagExpression } from "./domain/effective-tags.ts";
export { databaseTags, type Tags, tableTags } from "./domain/effective-tags.ts";
export { columnExpressions, comparedColumns } from "./domain/find-row.ts";
export { type GrantIndex, grantsNear, indexGrants } from "./domain/grant-index.ts";
export { type GrantOnTable, grantOnTable } from "./domain/grant-on-table.ts";
export { canRead } from "./domain/held-permissions.ts";
export { noAccess } from "./domain/no-access.ts";
export { principalClosure } from "./domain/principal-closure.ts";
export { type KindOf, type RowSqlDialect, rowExpressionSql } from "./domain/row-expression-sql.ts";
export { rowExpressionText } from "./domain/row-expression-text.ts";
export { type TableAccess, tableAccess, tableAccessFrom } from "./domain/table-access.ts";
export {
  columnSensitivity,
  ownColumnSensitivity,
  sensitivityOf,
  type TaggedTable,
  taggedTable,
} from "./domain/tagged-table.ts";
export {
  loadedAccessTable,
  registeredAccessTable,
  registeredWarehouseTable,
} from "./use-cases/access-tables.ts";
