import type { Work } from "@lakewright/engine";
import { CallError } from "../call/call-error.ts";
import type { Command, Context } from "../command.ts";
import { secretsOption } from "../platform/find-secrets.ts";
import { type OpenPlatform, withPlatform } from "../platform/open-platform.ts";
import { dryRun } from "../run/dry-run.ts";
import { realRun } from "../run/real-run.ts";
import { requestOf } from "../run/run-request.ts";
import { stopped } from "../run/stopped.ts";

/** `lakewright run` */
export const run: Command = {
  name: "run",
  summary: "load flows and build ELT projects: those that are due, or those named",
  usage:
    "run [names…] [--full | --from DATE --to DATE | --reconcile | --refresh] [--dry-run] [options]",
  details: [
    "A name is a flow, an object, a table, a profile or an ELT project; only what is named runs. Without names, everything due",
    "runs: flows by their schedules, then the ELT projects of warehouse.yaml whose tables have arrived or whose time has come.",
    "Each flow is loaded, registered in the catalog and merged where that pays off. Ctrl-C stops cleanly: unfinished work",
    "stays invisible, and the next run picks up from there.",
  ],
  options: {
    full: {
      summary:
        "read everything again, regardless of what was loaded; rebuild a named project from scratch",
    },
    from: { takes: "DATE", summary: "read changes from this day or time on (UTC); needs names" },
    to: { takes: "DATE", summary: "read changes before this day or time (UTC); needs names" },
    reconcile: {
      summary:
        "compare keys and stamps with the source: record rows that are gone there, read again those that are missing or older here",
    },
    refresh: {
      summary:
        "read formula fields, and fields that were added later, again for all records, and write the rows that differ",
    },
    "no-elt": { summary: "run flows only, build no ELT project" },
    "dry-run": { summary: "show what would run and which window it would read; load nothing" },
    secrets: secretsOption,
  },
  shared: ["platform", "env", "state", "json"],
  idle: [
    { option: "no-elt", beside: "reconcile", hint: "it builds no project anyway" },
    { option: "no-elt", beside: "refresh", hint: "it builds no project anyway" },
  ],
  examples: [
    "lakewright run",
    "lakewright run --dry-run",
    "lakewright run Account Contact",
    "lakewright run gtm",
    "lakewright run --no-elt",
    "lakewright run Account --full",
    "lakewright run Account --from 2024-01-01 --to 2024-02-01",
    "lakewright run Account --reconcile",
    "lakewright run Account --refresh",
    "lakewright run --json | jq '.runs[] | {object, rows}'",
  ],
  maxNames: Number.POSITIVE_INFINITY,
  run: async (context) => {
    const request = requestOf(context);
    const signal = context.io.catchInterrupts();
    return withPlatform(context, async (open) => {
      const call = { ...request, work: await workOf(context, open), signal };
      const start = context.options.has("dry-run") ? dryRun : realRun;
      return start(context, open, call);
    }).catch((error: unknown) => stopped(context, error, signal));
  },
};

/** The flows and projects that the names select. Fails with a CallError where an option does not apply to them. */
async function workOf({ names, options }: Context, { environment }: OpenPlatform): Promise<Work> {
  const { chooseWork } = await import("@lakewright/engine");
  const work = chooseWork(environment, names);
  const [project] = work.projects ?? [];
  if (project === undefined && names.length > 0 && options.has("no-elt"))
    throw new CallError(
      `--no-elt has no effect beside "${names[0]}"`,
      "only what is named runs, and no project is named",
    );
  if (project === undefined) return options.has("no-elt") ? { ...work, projects: [] } : work;
  if (options.has("no-elt")) throw new CallError(`--no-elt builds no project, ${project} is one`);
  if (options.has("reconcile"))
    throw new CallError(`${project} is an ELT project: nothing to reconcile`);
  if (options.has("refresh"))
    throw new CallError(`${project} is an ELT project: nothing to refresh`);
  if (options.date("from") || options.date("to"))
    throw new CallError(
      `${project} is an ELT project, whose load dates are built again by elt`,
      `lakewright elt ${project} --from DAY --to DAY`,
    );
  return work;
}
