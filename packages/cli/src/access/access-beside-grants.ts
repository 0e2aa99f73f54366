import type { AccessRole } from "@lakewright/config";
import type { TableShare } from "@lakewright/engine";
import type { Context } from "../command.ts";
import { visibleText } from "../output/visible-text.ts";
import type { OpenAccess } from "./with-access.ts";

/** Access that no grant explains, and what a check of the rules finds: what the cells of the matrix cannot show. */
export interface AccessBesideGrants {
  /** Roles that read past Lake Formation, as access.yaml declares them. */
  readonly bypasses: readonly (AccessRole["bypasses"][number] & { readonly role: string })[];
  /** Accounts that tables are shared with. */
  readonly shares: readonly TableShare[];
  readonly closed: readonly { readonly table: string; readonly reason: string }[];
  readonly findings: readonly {
    readonly finding: string;
    readonly on: string;
    readonly message: string;
    readonly accepted: { readonly owner: string; readonly until: string } | null;
  }[];
}

interface Selection {
  readonly role: string | undefined;
  readonly table: string | undefined;
}

/** Reads it for one role, one table or everything. Shares and findings are about tables: a role alone has none. */
export async function accessBesideGrants(
  { environment: { access }, tables }: OpenAccess,
  selection: Selection,
): Promise<AccessBesideGrants> {
  const { lintAccess, tableShares } = await import("@lakewright/engine");
  const bypasses = Object.values(access.roles).flatMap(({ name, bypasses: own }) =>
    selection.role === undefined || selection.role === name
      ? own.map((bypass) => ({ role: name, ...bypass }))
      : [],
  );
  if (selection.role !== undefined) return { bypasses, shares: [], closed: [], findings: [] };
  const isSelected = (name: string) => selection.table === undefined || selection.table === name;
  return {
    bypasses,
    shares: tableShares(access, tables).filter((share) =>
      isSelected(`${share.database}.${share.table}`),
    ),
    closed: access.closed
      .map(({ database, table, reason }) => ({ table: `${database}.${table}`, reason }))
      .filter(({ table }) => isSelected(table)),
    findings: lintAccess(access, tables)
      .filter(({ on }) => isAbout(on, selection.table))
      .map(({ finding, on, message, accepted }) => ({
        ...{ finding, on, message },
        accepted: accepted
          ? { owner: accepted.owner, until: accepted.expires.toISOString().slice(0, 10) }
          : null,
      })),
  };
}

/** A finding is about a table, one of its columns, or either after a role. */
function isAbout(on: string, table: string | undefined): boolean {
  const subject = on.split(" ").at(-1) ?? "";
  return table === undefined || subject === table || subject.startsWith(`${table}.`);
}

/** Roles and accounts that read without a grant, in lines for standard output. */
export function besideGrantsLines(
  { data }: Context,
  { bypasses, shares }: AccessBesideGrants,
): string[] {
  const lines = [
    ...bypasses.map(
      ({ role, through, zone, reason }) =>
        `${role} bypasses these rules through ${through} in ${zone}: ${reason}`,
    ),
    ...shares.map(
      ({ account, database, table, domain }) =>
        `${database}.${table} is shared with account ${account} by the domain ${domain}`,
    ),
  ];
  return lines.length === 0 ? [] : ["", ...lines.map((line) => data.yellow(visibleText(line)))];
}

/** Tables that are closed on purpose, and findings, on standard error. */
export async function sayFindings(
  { say, talk }: Context,
  { closed, findings }: AccessBesideGrants,
): Promise<void> {
  for (const { table, reason } of closed)
    await say(talk.dim(visibleText(`${table} is closed on purpose: ${reason}`)));
  for (const { finding, on, message, accepted } of findings) {
    const text = visibleText(`${finding}  ${on}: ${message}`);
    const by = visibleText(`accepted by ${accepted?.owner} until ${accepted?.until}`);
    await say(accepted ? talk.dim(`${text}; ${by}`) : talk.yellow(text));
  }
}
