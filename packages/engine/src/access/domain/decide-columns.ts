import type { Access, Mask } from "@lakewright/config";
import { isUnclassified } from "../../core/index.ts";
import type { ColumnAccess, ColumnDecision, RowSet } from "./column-access.ts";
import type { GrantOnTable } from "./grant-on-table.ts";
import type { GrantReason } from "./grant-reason.ts";
import { principalClosure } from "./principal-closure.ts";
import { anyOf } from "./simplify-row-expression.ts";
import { sensitivityOf, type TaggedTable } from "./tagged-table.ts";

interface Question {
  readonly access: Access;
  readonly role: string;
  readonly tagged: TaggedTable;
}

/**
 * Rows and cells that the grants open together. A row is visible if the rows of any grant hold it; a cell has its
 * value if those of a grant with that column do, and is NULL otherwise (Lake Formation developer guide, "Data
 * filtering and cell-level security"; the service's shapes `RowFilter` and `CellFilters`).
 */
export function decideColumns(question: Question, grants: readonly GrantOnTable[]) {
  const { names } = question.tagged;
  const isClosed = closedTo(question);
  const opens = (grant: GrantOnTable, column: string) =>
    grant.covers(column) && (isUngoverned(grant) || !isClosed(column));
  const readers = grants.filter((grant) => grant.reads);
  const views = readers.filter((grant) => names.some((name) => opens(grant, name)));
  const rows = anyOf(views.map((view) => view.rows));
  const decide = rememberedDecisions(views);
  const masks = masksFor(question);
  const decideColumn = (column: string): ColumnDecision => {
    const through = views.filter((view) => opens(view, column));
    if (question.tagged.partitionKeys.has(column) && rows)
      return partitionKey(rows, decide(through));
    if (through.length > 0) return decide(through);
    if (isClosed(column)) return closed(readers.filter((grant) => grant.covers(column)));
    return hidden(rows, masks.get(column));
  };
  const columns = names.map((column): ColumnAccess => ({ column, ...decideColumn(column) }));
  return { rows, governed: !views.some(isUngoverned), columns };
}

/** Only stewards see what nobody has classified; groups do not make a steward. */
function closedTo({ access, role, tagged }: Question): (column: string) => boolean {
  const steward = Object.hasOwn(access.roles, role) && access.roles[role]?.kind === "steward";
  return (column) => !steward && isUnclassified(sensitivityOf(tagged, column));
}

/** Most columns are opened by the same grants; what these decide is worked out once. */
function rememberedDecisions(views: readonly GrantOnTable[]) {
  const known = new Map<string, ColumnDecision>();
  return (through: readonly GrantOnTable[]): ColumnDecision => {
    const key = through.map((view) => views.indexOf(view)).join();
    const decision = known.get(key) ?? decided(through);
    known.set(key, decision);
    return decision;
  };
}

function decided(through: readonly GrantOnTable[]): ColumnDecision {
  return visibleIn(anyOf(through.map((view) => view.rows)), through.map(reasonOf));
}

/** Whoever sees a row sees its partition keys (Lake Formation developer guide, "Notes and restrictions for column-level filtering"). */
function partitionKey(rows: NonNullable<RowSet>, through: ColumnDecision): ColumnDecision {
  return visibleIn(rows, [...through.because, { kind: "partition_key" }]);
}

function closed(grants: readonly GrantOnTable[]): ColumnDecision {
  const because = [{ kind: "unclassified", grants: grants.map(({ grant }) => grant.id) } as const];
  return { access: "none", because };
}

/** A mask shows in the rows that the role sees anyway; it opens no table. */
function hidden(rows: RowSet, mask: Mask["as"] | undefined): ColumnDecision {
  if (!mask || rows === undefined) return { access: "none", because: [] };
  return { access: "masked", rows, mask, because: [{ kind: "mask", as: mask.kind }] };
}

/** By column; the mask that is declared first counts. */
function masksFor({ access, role, tagged }: Question): ReadonlyMap<string, Mask["as"]> {
  if (tagged.masks.length === 0) return new Map();
  const principals = principalClosure(access, role);
  const mine = tagged.masks.filter((mask) => mask.roles.some((name) => principals.has(name)));
  return new Map(mine.toReversed().map((mask) => [mask.column, mask.as]));
}

function visibleIn(rows: RowSet, because: readonly GrantReason[]): ColumnDecision {
  if (rows === undefined) return { access: "none", because };
  return rows === "all" ? { access: "full", because } : { access: "filtered", rows, because };
}

function isUngoverned({ grant }: GrantOnTable): boolean {
  return grant.to === "iam_allowed_principals";
}

function reasonOf({ grant, permissions }: GrantOnTable): GrantReason {
  if (grant.to === "iam_allowed_principals") return { kind: "not_governed", grant: grant.id };
  const filter = grant.resource.kind === "filter" ? grant.resource.filter : undefined;
  return { kind: "grant", grant: grant.id, through: grant.to, permissions, filter };
}
