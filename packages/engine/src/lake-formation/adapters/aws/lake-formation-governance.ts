import {
  CreateDataCellsFilterCommand,
  DeleteDataCellsFilterCommand,
  type LakeFormationClient,
  type PrincipalResourcePermissions,
  paginateListDataCellsFilter,
  paginateListPermissions,
} from "@aws-sdk/client-lakeformation";
import type { Permission, TableName } from "@lakewright/config";
import { type Retry, retried, unless } from "../../../core/adapters/aws/retry.ts";
import type { LakeFilter, LakePermission } from "../../domain/lake-permission.ts";
import type { Governance } from "../../ports/governance.ts";
import {
  grantInBatches,
  type LakeFormationService,
  revokeInBatches,
} from "./lake-formation-batches.ts";
import { fromResource } from "./lake-formation-resource.ts";
import { lakeFormationTags } from "./lake-formation-tags.ts";

/** Lake Formation of one account and region. */
export function lakeFormationGovernance(
  client: LakeFormationClient,
  account: string,
  retry: Retry,
): Governance {
  const service = { client, account, retry };
  return {
    held: () => heldByAnybody(client),
    grant: (permissions) => grantInBatches(service, permissions),
    revoke: (revocations) => revokeInBatches(service, revocations),
    filters: (database, table) => filtersOf(service, { database, table }),
    putFilter: async (filter) => {
      const command = new CreateDataCellsFilterCommand({ TableData: toFilter(filter, account) });
      await unless("AlreadyExistsException", () => retried(retry, () => client.send(command)));
    },
    deleteFilter: async ({ database, table, name }) => {
      const command = new DeleteDataCellsFilterCommand({
        TableCatalogId: account,
        DatabaseName: database,
        TableName: table,
        Name: name,
      });
      await unless("EntityNotFoundException", () => retried(retry, () => client.send(command)));
    },
    ...lakeFormationTags(client, retry),
  };
}

/** The service lists by principal only together with a resource: everything is read, which is what a diff needs anyway. */
async function heldByAnybody(client: LakeFormationClient): Promise<readonly LakePermission[]> {
  const held: LakePermission[] = [];
  for await (const page of paginateListPermissions({ client, pageSize: 1000 }, {}))
    held.push(...(page.PrincipalResourcePermissions ?? []).flatMap(fromListed));
  return held;
}

function fromListed(listed: PrincipalResourcePermissions): readonly LakePermission[] {
  const { Principal, Resource, Permissions = [], PermissionsWithGrantOption = [] } = listed;
  const principal = Principal?.DataLakePrincipalIdentifier;
  const resource = Resource && fromResource(Resource);
  if (principal === undefined || !resource) return [];
  const names = new Set([...Permissions, ...PermissionsWithGrantOption]);
  return [...names].map((name) => ({
    principal,
    resource,
    permission: name.toLowerCase() as Permission,
    grantable: PermissionsWithGrantOption.includes(name),
  }));
}

async function filtersOf(
  { client, account }: LakeFormationService,
  { database, table }: TableName,
): Promise<readonly LakeFilter[]> {
  const filters: LakeFilter[] = [];
  const Table = { CatalogId: account, DatabaseName: database, Name: table };
  for await (const page of paginateListDataCellsFilter({ client, pageSize: 100 }, { Table }))
    for (const { Name = "", RowFilter, ColumnNames = [] } of page.DataCellsFilters ?? []) {
      const rows = RowFilter?.AllRowsWildcard ? undefined : RowFilter?.FilterExpression;
      filters.push({ database, table, name: Name, rows, columns: ColumnNames });
    }
  return filters;
}

function toFilter({ database, table, name, rows, columns }: LakeFilter, account: string) {
  return {
    TableCatalogId: account,
    DatabaseName: database,
    TableName: table,
    Name: name,
    RowFilter: rows === undefined ? { AllRowsWildcard: {} } : { FilterExpression: rows },
    ColumnNames: [...columns],
  };
}
