import type { LFTag, Resource } from "@aws-sdk/client-lakeformation";
import type { LakeResource } from "../../domain/lake-permission.ts";

/** The resource as the API takes it. What is only ever found is written so that it can be revoked. */
export function toResource(resource: LakeResource, account: string): Resource {
  switch (resource.kind) {
    case "database":
      return { Database: { Name: resource.database } };
    case "table":
      return { Table: { DatabaseName: resource.database, Name: resource.table } };
    case "all_tables":
      return { Table: { DatabaseName: resource.database, TableWildcard: {} } };
    case "columns":
    case "all_columns":
      return {
        TableWithColumns: {
          DatabaseName: resource.database,
          Name: resource.table,
          ...(resource.kind === "columns"
            ? { ColumnNames: [...resource.columns] }
            : { ColumnWildcard: wildcardBut(resource.but) }),
        },
      };
    case "filter":
      return {
        DataCellsFilter: {
          TableCatalogId: account,
          DatabaseName: resource.database,
          TableName: resource.table,
          Name: resource.filter,
        },
      };
    case "tags": {
      const ResourceType = resource.level === "database" ? "DATABASE" : "TABLE";
      if (resource.saved !== undefined)
        return { LFTagPolicy: { ResourceType, ExpressionName: resource.saved } };
      const entries = Object.entries(resource.expression);
      const Expression = entries.map(([TagKey, values]) => ({ TagKey, TagValues: [...values] }));
      return { LFTagPolicy: { ResourceType, Expression } };
    }
    case "location":
      return { DataLocation: { ResourceArn: resource.arn } };
  }
}

/** Name under which the service lists a permission on all tables of a database. */
const everyTable = "ALL_TABLES";

/** Undefined for kinds of resources on which this platform neither gives nor takes anything. */
export function fromResource(resource: Resource): LakeResource | undefined {
  const { Database, Table, TableWithColumns, DataCellsFilter, LFTagPolicy, DataLocation } =
    resource;
  if (Database?.Name !== undefined) return { kind: "database", database: Database.Name };
  if (DataLocation?.ResourceArn !== undefined)
    return { kind: "location", arn: DataLocation.ResourceArn };
  if (DataCellsFilter) {
    const { DatabaseName = "", TableName = "", Name = "" } = DataCellsFilter;
    return { kind: "filter", database: DatabaseName, table: TableName, filter: Name };
  }
  if (LFTagPolicy)
    return {
      kind: "tags",
      level: LFTagPolicy.ResourceType === "DATABASE" ? "database" : "table",
      expression: fromExpression(LFTagPolicy.Expression ?? []),
      saved: LFTagPolicy.ExpressionName,
    };
  if (TableWithColumns) return fromColumns(TableWithColumns);
  return Table && fromTable(Table);
}

function fromTable({ DatabaseName = "", Name, TableWildcard }: NonNullable<Resource["Table"]>) {
  const database = DatabaseName;
  if (TableWildcard || Name === undefined || Name === everyTable)
    return { kind: "all_tables", database } as const;
  return { kind: "table", database, table: Name } as const;
}

function fromColumns(resource: NonNullable<Resource["TableWithColumns"]>): LakeResource {
  const { DatabaseName: database = "", Name: table = "", ColumnNames, ColumnWildcard } = resource;
  if (ColumnNames && ColumnNames.length > 0)
    return { kind: "columns", database, table, columns: ColumnNames };
  if (table === everyTable) return { kind: "all_tables", database };
  return { kind: "all_columns", database, table, but: ColumnWildcard?.ExcludedColumnNames ?? [] };
}

function wildcardBut(columns: readonly string[]) {
  return columns.length === 0 ? {} : { ExcludedColumnNames: [...columns] };
}

function fromExpression(expression: readonly LFTag[]): Record<string, readonly string[]> {
  return Object.fromEntries(
    expression.map(({ TagKey = "", TagValues = [] }) => [TagKey, TagValues]),
  );
}
