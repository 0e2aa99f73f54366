import type { AccessRole } from "@lakewright/config";
import type { TableShare } from "@lakewright/engine";
import type { Context } from "../command.ts";
import { visibleText } from "../output/visible-text.ts";
import type { OpenAccess } from "./with-access.ts";

/** What no cell of the matrix says. */
export interface BeyondGrants {
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

interface Asked {
  readonly role: string | undefined;
  readonly table: string | undefined;
}

/** Findings and shares are about tables, so that who asks about one role is not told of them. */
export async function beyondGrants(
  { environment: { access }, tables }: OpenAccess,
  asked: Asked,
): Promise<BeyondGrants> {
  const { lintAccess, tableShares } = await import("@lakewright/engine");
  const bypasses = Object.values(access.roles).flatMap(({ name, bypasses: own }) =>
    asked.role === undefined || asked.role === name
      ? own.map((bypass) => ({ role: name, ...bypass }))
      : [],
  );
  if (asked.role !== undefined) return { bypasses, shares: [], closed: [], findings: [] };
  const isAsked = (name: string) => asked.table === undefined || asked.table === name;
  return {
    bypasses,
    shares: tableShares(access, tables).filter((share) =>
      isAsked(`${share.database}.${share.table}`),
    ),
    closed: access.closed
      .map(({ database, table, reason }) => ({ table: `${database}.${table}`, reason }))
      .filter(({ table }) => isAsked(table)),
    findings: lintAccess(access, tables).map(({ finding, on, message, accepted }) => ({
      ...{ finding, on, message },
      accepted: accepted
        ? { owner: accepted.owner, until: accepted.expires.toISOString().slice(0, 10) }
        : null,
    })),
  };
}

/** Who reads without a grant belongs to the answer. */
export function beyondLines({ data }: Context, { bypasses, shares }: BeyondGrants): string[] {
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

/** What is closed on purpose, and what a look at the rules finds. */
export async function sayFindings(
  { say, talk }: Context,
  { closed, findings }: BeyondGrants,
): Promise<void> {
  for (const { table, reason } of closed)
    await say(talk.dim(visibleText(`${table} is closed on purpose: ${reason}`)));
  for (const { finding, on, message, accepted } of findings) {
    const text = visibleText(`${finding}  ${on}: ${message}`);
    const by = visibleText(`accepted by ${accepted?.owner} until ${accepted?.until}`);
    await say(accepted ? talk.dim(`${text}; ${by}`) : talk.yellow(text));
  }
}
