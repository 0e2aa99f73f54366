import type { Access, AccessException, AccessRole } from "@lakewright/config";
import { type TableId, tableId } from "@lakewright/config/table-id";
import { accessTableId } from "./access-table.ts";
import { type AccessDiff, type AccessSides, tablePairs } from "./diff-access.ts";
import { canRead } from "./held-permissions.ts";
import { isGuarded, type TaggedTable, taggedTable } from "./tagged-table.ts";

/** The finding that exceptions name to approve a widening; for their `on` see `Widening.on`. */
export const approvalFinding = "widened_access";

/** A change after which somebody sees more of guarded data: personal, unclassified, or of an unknown sensitivity. */
export interface Widening {
  readonly kind: "columns" | "grant_option" | "bypass" | "principal" | "share";
  /** The role, or the account that a table is shared with. */
  readonly role: string;
  /** The `on` of an approval: `<role> <database>.<table>` for columns, grant options and shares, `<role>` for the others. */
  readonly on: string;
  readonly message: string;
  /** An exception of the base that has not expired. */
  readonly approval: AccessException | undefined;
  /** An exception that does not count: it came with the change itself, or its last day has passed. */
  readonly void: "only_in_change" | "expired" | undefined;
}

/**
 * Widenings of guarded data, each with its approval. Only the base's own exceptions approve, since a change must not
 * approve itself. Data counts as guarded when either side says so: who lowers a tag widens what it guarded.
 */
export function guardedWidenings(
  sides: AccessSides,
  diff: AccessDiff,
  now: Date,
): readonly Widening[] {
  const { base, head } = sides;
  const guarded = guardedColumns(sides);
  const found = [
    ...columnWidenings(diff, guarded),
    ...grantOptionWidenings(diff, guarded),
    ...shareWidenings(diff, guarded),
    ...Object.values(head.access.roles).flatMap((role) => roleWidenings(base.access, role)),
  ];
  return found.map((one) => ({ ...one, ...approvalOf(one.on, sides, now) }));
}

type Unapproved = Omit<Widening, "approval" | "void">;

/** By table; those without a guarded column are absent. */
type GuardedColumns = ReadonlyMap<TableId, ReadonlySet<string>>;

function columnWidenings(diff: AccessDiff, guarded: GuardedColumns): readonly Unapproved[] {
  const widened = new Map<string, { role: string; table: TableId; columns: string[] }>();
  for (const change of diff.changes) {
    const { role, column } = change;
    const table = tableId(change);
    if (!change.gained || !guarded.get(table)?.has(column)) continue;
    const on = `${role} ${table}`;
    const same = widened.get(on) ?? { role, table, columns: [] };
    same.columns.push(column);
    widened.set(on, same);
  }
  return [...widened].map(([on, { role, table, columns }]) => ({
    kind: "columns",
    role,
    on,
    message: `${role} sees more of ${table}: ${columns.join(", ")}`,
  }));
}

/** Who may grant on what reads the table decides who sees it, without this folder. */
function grantOptionWidenings(
  { permissions }: AccessDiff,
  guarded: GuardedColumns,
): readonly Unapproved[] {
  return permissions.flatMap((change) => {
    const { role } = change;
    const table = tableId(change);
    const gained = change.gainedGrantable.filter((permission) => canRead([permission]));
    if (gained.length === 0 || !guarded.has(table)) return [];
    const message = `${role} may grant ${gained.join(", ")} on ${table} to others`;
    return [{ kind: "grant_option", role, on: `${role} ${table}`, message }];
  });
}

/** Another account decides by itself who sees what of a table that is shared with it. */
function shareWidenings({ shares }: AccessDiff, guarded: GuardedColumns): readonly Unapproved[] {
  return shares.added.flatMap((share) => {
    const { account, domain } = share;
    const table = tableId(share);
    if (!guarded.has(table)) return [];
    const message = `${table} is shared with account ${account} by the domain ${domain}`;
    return [{ kind: "share", role: account, on: `${account} ${table}`, message }];
  });
}

/** Changes that let the role's data reach somebody else, or bypass Lake Formation, whatever the grants say. */
function roleWidenings(base: Access, role: AccessRole): readonly Unapproved[] {
  const { name, iamRole, bypasses } = role;
  const before = base.roles[name];
  const known = before?.bypasses ?? [];
  const added = bypasses.filter(
    ({ through, zone }) => !known.some((one) => one.through === through && one.zone === zone),
  );
  const past = added.map(({ through, zone }): Unapproved => {
    const message = `${name} reads ${zone} past these rules through ${through}`;
    return { kind: "bypass", role: name, on: name, message };
  });
  if (!before || iamRole === undefined || before.iamRole === iamRole) return past;
  const message = `${name} has another IAM role: ${iamRole} instead of ${before.iamRole ?? "none"}`;
  return [...past, { kind: "principal", role: name, on: name, message }];
}

function guardedColumns({ base, head }: AccessSides): GuardedColumns {
  const guarded = new Map<TableId, ReadonlySet<string>>();
  for (const { before, after, known } of tablePairs(base, head)) {
    const columns = [
      ...guardedIn(taggedTable(base.access, known, before)),
      ...guardedIn(taggedTable(head.access, known, after)),
    ];
    if (columns.length > 0) guarded.set(accessTableId(known), new Set(columns));
  }
  return guarded;
}

function guardedIn(tagged: TaggedTable): readonly string[] {
  return tagged.names.filter((column) => isGuarded(tagged, column));
}

const dayMs = 86_400_000;

function approvalOf(
  on: string,
  { base, head }: AccessSides,
  now: Date,
): Pick<Widening, "approval" | "void"> {
  const approves = ({ finding, on: about }: AccessException) =>
    finding === approvalFinding && about === on;
  const holds = ({ expires }: AccessException) => expires.getTime() + dayMs > now.getTime();
  const inBase = base.access.exceptions.filter(approves);
  const approval = inBase.find(holds);
  if (approval) return { approval, void: undefined };
  if (inBase.length > 0) return { approval: undefined, void: "expired" };
  return {
    approval: undefined,
    void: head.access.exceptions.some(approves) ? "only_in_change" : undefined,
  };
}
