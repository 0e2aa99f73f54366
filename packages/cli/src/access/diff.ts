import type { Access, Environment, Platform } from "@lakewright/config";
import type { AccessDiff, AccessSide, Widening } from "@lakewright/engine";
import { CallError } from "../call/call-error.ts";
import type { Context } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { visibleText } from "../output/visible-text.ts";
import { basePlatform } from "./base-platform.ts";
import { diffLines } from "./diff-lines.ts";
import { type OpenAccess, withAccess } from "./with-access.ts";

/**
 * `lakewright access diff --base REV`: who sees more, less or other rows than at a git revision, each with a row that shows
 * it. Exit 1 where somebody sees more of guarded data and the base holds no approval for it.
 */
export async function diff(context: Context): Promise<ExitCode> {
  const revision = context.options.text("base");
  if (revision === undefined) {
    throw new CallError("diff needs something to compare with", "--base origin/main");
  }
  let was: Environment | undefined;
  const besides = async ({ name }: Environment, { folder }: Platform) => {
    const base = await basePlatform(folder, revision);
    was = base && Object.hasOwn(base.environments, name) ? base.environments[name] : undefined;
    return was?.access ? [was.access] : [];
  };
  return withAccess(context, (open) => compare(context, open, { revision, was }), besides);
}

interface Base {
  readonly revision: string;
  /** The environment at the revision; undefined where it did not exist. */
  readonly was: Environment | undefined;
}

async function compare(
  context: Context,
  open: OpenAccess,
  { revision, was }: Base,
): Promise<ExitCode> {
  const { accessTables, diffAccess, guardedWidenings } = await import("@lakewright/engine");
  const { access } = open.environment;
  const head: AccessSide = { access, tables: open.tables };
  const base: AccessSide = was
    ? {
        access: was.access ?? closed(access),
        tables: await accessTables(open.ports, was, [access, was.access ?? closed(access)]),
      }
    : { access: closed(access), tables: [] };
  if (!was?.access) {
    const message = `${revision} has no access rules here: everything that is open now counts as new`;
    await context.say(context.talk.yellow(visibleText(message)));
    await context.say("  hint: commit access.yaml first, to see only what you change from now on");
  }
  const found = diffAccess(base, head);
  const widenings = guardedWidenings({ base, head }, found, new Date());
  await (context.json
    ? context.print(JSON.stringify(asJson(found, widenings), null, 2))
    : printLines(context, found, widenings));
  return widenings.some(({ approval }) => !approval) ? exitCodes.failed : exitCodes.done;
}

/** No rules at all: nobody sees anything. */
function closed(access: Access): Access {
  const nothing = {
    filters: {},
    grants: [],
    masks: [],
    closed: [],
    exceptions: [],
    assignments: [],
    domains: {},
  };
  return { ...access, ...nothing, roles: {}, tests: [] };
}

function asJson(
  { changes, permissions, shares, sameCount }: AccessDiff,
  widenings: readonly Widening[],
) {
  return {
    ok: widenings.every(({ approval }) => approval),
    changes,
    permissions,
    shares,
    same: sameCount,
    widenings: widenings.map(({ approval, ...widening }) => ({
      ...widening,
      approval: approval
        ? { owner: approval.owner, reason: approval.reason, expires: approval.expires }
        : null,
    })),
  };
}

async function printLines(
  context: Context,
  found: AccessDiff,
  widenings: readonly Widening[],
): Promise<void> {
  for (const line of diffLines(context, found)) await context.print(line);
  for (const widening of widenings) await context.say(wideningLine(context.talk, widening));
}

function wideningLine(talk: Context["talk"], widening: Widening): string {
  const { on, message, approval } = widening;
  if (approval) {
    const until = approval.expires.toISOString().slice(0, 10);
    const text = `approved by ${approval.owner} until ${until}: ${message} (${approval.reason})`;
    return talk.green(visibleText(text));
  }
  const why = {
    only_in_change: "its approval comes with this change and does not count",
    expired: "its approval has expired",
    none: "nobody has approved it",
  }[widening.void ?? "none"];
  const hint = `to approve it, the base needs: exceptions: [{ finding: widened_access, on: ${on}, owner: …, reason: …, expires: … }]`;
  return `${talk.red(visibleText(`guarded data: ${message}; ${why}`))}\n  hint: ${visibleText(hint)}`;
}
