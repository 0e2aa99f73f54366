import type { Access, AccessException, AccessRole } from "@lakewright/config";
import type { AccessTable } from "./access-table.ts";
import { type AccessDiff, type AccessSide, tablePairs } from "./diff-access.ts";
import { canRead } from "./held-permissions.ts";
import { isGuarded, taggedTable } from "./tagged-table.ts";

/** What the exceptions are called that approve a widening: `on` says whose, see `Widening.on`. */
export const approvalFinding = "widened_access";

/** A change after which somebody sees more of guarded data: personal, unclassified, or of an unknown sensitivity. */
export interface Widening {
  readonly kind: "columns" | "grant_option" | "bypass" | "principal" | "share";
  /** The role, or the account that a table is shared with. */
  readonly role: string;
  /** What an approval must name: `<role> <database>.<table>` for columns, grant options and shares, `<role>` for the others. */
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
  base: AccessSide,
  head: AccessSide,
  diff: AccessDiff,
  now: Date,
): readonly Widening[] {
  const guarded = guardedColumns(base, head);
  const tables = new Set([...guarded].map((column) => column.split(".", 2).join(".")));
  const found = [
    ...columnWidenings(diff, guarded),
    ...grantOptionWidenings(diff, tables),
    ...shareWidenings(diff, tables),
    ...Object.values(head.access.roles).flatMap((role) => roleWidenings(base.access, role)),
  ];
  return found.map((one) => ({ ...one, ...approvalOf(one.on, base.access, head.access, now) }));
}

type Unapproved = Omit<Widening, "approval" | "void">;

function columnWidenings(diff: AccessDiff, guarded: ReadonlySet<string>): readonly Unapproved[] {
  const widened = new Map<string, { role: string; table: string; columns: string[] }>();
  for (const { role, database, table, column, gained } of diff.changes) {
    const name = `${database}.${table}`;
    if (!gained || !guarded.has(`${name}.${column}`)) continue;
    const on = `${role} ${name}`;
    const same = widened.get(on) ?? { role, table: name, columns: [] };
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
  tables: ReadonlySet<string>,
): readonly Unapproved[] {
  return permissions.flatMap(({ role, database, table, gainedGrantable }) => {
    const name = `${database}.${table}`;
    const gained = gainedGrantable.filter((permission) => canRead([permission]));
    if (gained.length === 0 || !tables.has(name)) return [];
    const message = `${role} may grant ${gained.join(", ")} on ${name} to others`;
    return [{ kind: "grant_option", role, on: `${role} ${name}`, message }];
  });
}

/** Another account decides by itself who sees what of a table that is shared with it. */
function shareWidenings(
  { shares }: AccessDiff,
  tables: ReadonlySet<string>,
): readonly Unapproved[] {
  return shares.added.flatMap(({ account, database, table, domain }) => {
    const name = `${database}.${table}`;
    if (!tables.has(name)) return [];
    const message = `${name} is shared with account ${account} by the domain ${domain}`;
    return [{ kind: "share", role: account, on: `${account} ${name}`, message }];
  });
}

/** What makes the role's data reach somebody else, or past Lake Formation, whatever the grants say. */
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
  const message = `${name} is another IAM role: ${iamRole} instead of ${before.iamRole ?? "none"}`;
  return [...past, { kind: "principal", role: name, on: name, message }];
}

function guardedColumns(base: AccessSide, head: AccessSide): ReadonlySet<string> {
  const columns = tablePairs(base, head).flatMap(({ before, after, known }) => {
    const sides = [sideOf(base.access, known, before), sideOf(head.access, known, after)];
    return sides.flatMap((tagged) =>
      tagged.names
        .filter((column) => isGuarded(tagged, column))
        .map((column) => `${known.database}.${known.name}.${column}`),
    );
  });
  return new Set(columns);
}

function sideOf(access: Access, known: AccessTable, own: AccessTable | undefined) {
  return taggedTable(access, known, own);
}

const dayMs = 86_400_000;

function approvalOf(
  on: string,
  base: Access,
  head: Access,
  now: Date,
): Pick<Widening, "approval" | "void"> {
  const approves = ({ finding, on: about }: AccessException) =>
    finding === approvalFinding && about === on;
  const holds = ({ expires }: AccessException) => expires.getTime() + dayMs > now.getTime();
  const inBase = base.exceptions.filter(approves);
  const approval = inBase.find(holds);
  if (approval) return { approval, void: undefined };
  if (inBase.length > 0) return { approval: undefined, void: "expired" };
  return {
    approval: undefined,
    void: head.exceptions.some(approves) ? "only_in_change" : undefined,
  };
}
