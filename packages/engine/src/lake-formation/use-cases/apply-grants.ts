import type { Flow, Manifest, TableName } from "@lakewright/config";
import { type TableId, tableId } from "@lakewright/config/table-id";
import type { AccessTable } from "../../access/index.ts";
import { accessTableId, loadedAccessTable } from "../../access/index.ts";
import type { Catalog } from "../../catalog/index.ts";
import { compilePlatform } from "../domain/compile-platform.ts";
import { compileTable } from "../domain/compile-table.ts";
import { isCompiledFilter } from "../domain/compile-views.ts";
import type { LakeFilter } from "../domain/lake-permission.ts";
import { type LakePolicy, lakePolicy } from "../domain/lake-policy.ts";
import { type Former, isOwned, ownershipOf } from "../domain/owned-permissions.ts";
import type { Withheld } from "../domain/withheld.ts";
import type { Governance } from "../ports/governance.ts";
import { changePermissions, type PermissionChanges } from "./change-permissions.ts";
import { changeTags, tagDatabases } from "./change-tags.ts";

export interface GrantPorts {
  readonly catalog: Pick<Catalog, "table">;
  readonly governance: Governance;
}

export interface GrantScope {
  /** Only these tables; undefined = everything that the platform declares. */
  readonly tables?: readonly TableName[];
  readonly former?: Former;
}

/** Changes that were made, in words; everything that is not granted is named with its reason. */
export interface GrantsReport extends PermissionChanges {
  /** Tables that no flow has loaded yet: closed until they are there. */
  readonly pending: readonly TableId[];
  /** Roles without an IAM role in this environment, and shares with other accounts, which are not made yet. */
  readonly skipped: readonly string[];
  readonly withheld: readonly Withheld[];
}

/**
 * Makes Lake Formation hold what access.yaml says, and nothing else, for the principals that it names and the databases
 * of the platform. Filters come first, then tags, then grants, and then what is to go, the other way round. Running it
 * twice changes nothing.
 */
export async function applyGrants(
  ports: GrantPorts,
  manifest: Manifest,
  { tables: only, former = {} }: GrantScope = {},
): Promise<GrantsReport> {
  const { governance } = ports;
  const policy = lakePolicy(manifest);
  const flows = flowsOf(manifest, only);
  const tables = await registeredTables(ports, flows);
  const compiled = tables.map((table) => ({ table, state: compileTable(policy, table) }));
  const states = compiled.map(({ state }) => state);
  const owned = ownershipOf(policy, former, only?.map(tableId));
  const everywhere = only ? nothing : compilePlatform(policy);
  const filters = states.flatMap((state) => state.filters);
  const present = await compiledFilters(governance, tables);
  for (const filter of missingFrom(present, filters)) await governance.putFilter(filter);
  if (!only) await tagDatabases(governance, policy);
  const surplusTags = await changeTags(governance, policy, compiled);
  const changes = await changePermissions(
    governance,
    [everywhere, ...states].flatMap(({ permissions }) => permissions),
    (one) => isOwned(owned, one),
  );
  for (const untag of surplusTags) await untag();
  for (const filter of missingFrom(filters, present)) await governance.deleteFilter(filter);
  const known = new Set(tables.map(accessTableId));
  return {
    ...changes,
    pending: flows.map(tableId).filter((id) => !known.has(id)),
    skipped: [...policy.withoutIamRole, ...sharesOf(policy)],
    withheld: [everywhere, ...states].flatMap(({ withheld }) => withheld),
  };
}

/** Revokes all that the declared principals hold on the platform's databases and places. Data, tags and filters stay. */
export function revokeGrants(
  { governance }: Pick<GrantPorts, "governance">,
  manifest: Manifest,
  former: Former = {},
): Promise<PermissionChanges> {
  const owned = ownershipOf(lakePolicy(manifest), former);
  return changePermissions(governance, [], (one) => isOwned(owned, one));
}

/** Sharing takes a second grant in the other account, which this platform does not reach. */
function sharesOf({ access }: LakePolicy): readonly string[] {
  return Object.values(access.domains).flatMap(({ name, sharedWith }) =>
    sharedWith.map((account) => `share of domain ${name} with account ${account}: not made yet`),
  );
}

const nothing = { permissions: [], withheld: [] };

function flowsOf(
  { environment }: Manifest,
  only: readonly TableName[] | undefined,
): readonly Flow[] {
  const loading = environment.flows.filter(({ direction }) => direction === "in");
  const ids = only && new Set(only.map(tableId));
  return loading.filter((flow) => !ids || ids.has(tableId(flow)));
}

async function registeredTables(
  { catalog }: Pick<GrantPorts, "catalog">,
  flows: readonly Flow[],
): Promise<readonly AccessTable[]> {
  const tables: AccessTable[] = [];
  for (const flow of flows) {
    const table = await loadedAccessTable({ catalog }, flow);
    if (table) tables.push(table);
  }
  return tables;
}

/** Those that this use case made; others on the tables are left alone. */
async function compiledFilters(
  governance: Governance,
  tables: readonly AccessTable[],
): Promise<readonly LakeFilter[]> {
  const filters: LakeFilter[] = [];
  for (const { database, name } of tables)
    filters.push(...(await governance.filters(database, name)).filter(isCompiledFilter));
  return filters;
}

/** Of `wanted`, what is not among `present`. */
function missingFrom(present: readonly LakeFilter[], wanted: readonly LakeFilter[]) {
  const key = ({ database, table, name }: LakeFilter) => JSON.stringify([database, table, name]);
  const keys = new Set(present.map(key));
  return wanted.filter((one) => !keys.has(key(one)));
}
