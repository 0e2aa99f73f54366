import type {
  CreateDataCellsFilterRequest,
  DataCellsFilter,
  DataCellsFilterResource,
  DeleteDataCellsFilterRequest,
  ListDataCellsFilterRequest,
} from "@aws-sdk/client-lakeformation";
import { ServiceError } from "./service-error.ts";

/** Data cells filters. A name is taken once, whatever the filter shows. */
export function fakeFilters() {
  const filters = new Map<string, DataCellsFilter>();
  return {
    has: ({ DatabaseName, TableName, Name }: DataCellsFilterResource) =>
      filters.has(JSON.stringify([DatabaseName, TableName, Name])),
    operations: {
      CreateDataCellsFilter: ({ TableData }: CreateDataCellsFilterRequest) => {
        if (!TableData) throw new ServiceError("InvalidInputException", "no filter");
        const { DatabaseName, TableName, Name, RowFilter, ColumnNames, ColumnWildcard } = TableData;
        const key = JSON.stringify([DatabaseName, TableName, Name]);
        if (filters.has(key)) throw new ServiceError("AlreadyExistsException", `${Name} exists`);
        if (!RowFilter?.AllRowsWildcard === !RowFilter?.FilterExpression)
          throw new ServiceError("InvalidInputException", "all rows or an expression, not both");
        if (!ColumnNames === !ColumnWildcard)
          throw new ServiceError("InvalidInputException", "a column list or a wildcard, not both");
        filters.set(key, TableData);
      },
      DeleteDataCellsFilter: ({ DatabaseName, TableName, Name }: DeleteDataCellsFilterRequest) => {
        if (!filters.delete(JSON.stringify([DatabaseName, TableName, Name])))
          throw new ServiceError("EntityNotFoundException", `no filter ${Name}`);
      },
      ListDataCellsFilter: ({ Table }: ListDataCellsFilterRequest) => ({
        DataCellsFilters: [...filters.values()].filter(
          ({ DatabaseName, TableName }) =>
            DatabaseName === Table?.DatabaseName && TableName === Table?.Name,
        ),
      }),
    },
  };
}
