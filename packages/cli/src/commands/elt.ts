import { CallError } from "../call/call-error.ts";
import type { Command, Context } from "../command.ts";
import { buildWarehouse } from "../elt/build-warehouse.ts";
import { showCheck } from "../elt/show-check.ts";
import { showCompat } from "../elt/show-compat.ts";
import { showLineage } from "../elt/show-lineage.ts";
import { secretsOption } from "../platform/find-secrets.ts";

/** `lakewright elt` */
export const elt: Command = {
  name: "elt",
  summary: "build the warehouse with dbt, test it, and publish it if all tests pass",
  usage:
    "elt [projects… | lineage TABLE[.COLUMN] | check | compat] [--full | --from DAY --to DAY] [options]",
  details: [
    "Generates the dbt project of warehouse.yaml into <state>/elt/<project>, builds the next state of the warehouse beside the",
    "published one, and runs every test. Only a state that passes is published; a failed one is kept for inspection.",
    "elt lineage TABLE shows the inputs of a table, back to the lake, and what reads it; with a column, where its values come from and",
    "go to, and the sensitivity at each step. TABLE may be of the lake: crm.account, crm_current.account and crm_ext.account are one.",
    "elt check [projects…] lists mart columns that show personal data without an approved masking function; builds nothing.",
    "elt compat [projects…] shows for each model whether DuckDB and Redshift run it alike: ok, rewritten (by macros), differs,",
    "not_runnable; builds nothing and asks no cluster.",
    "The first call makes a Python environment with dbt. Only changes are built.",
  ],
  options: {
    full: {
      of: [""],
      summary: "rebuild everything from scratch instead of adding the increment",
    },
    strict: { of: ["compat"], summary: "compat: fail if a model differs or cannot run" },
    from: { of: [""], takes: "DAY", summary: "rebuild these load dates, from this day …" },
    to: { of: [""], takes: "DAY", summary: "… to this one, inclusive" },
    secrets: { ...secretsOption, of: [""] },
  },
  shared: ["platform", "env", "state", "json"],
  parts: {
    lineage: {
      maxNames: 1,
      summary: "show the inputs of a table or column, back to the lake, and what reads it",
      usage: "elt lineage TABLE[.COLUMN] [options]",
    },
    check: {
      maxNames: Number.POSITIVE_INFINITY,
      summary:
        "list mart columns that show personal data without an approved masking function; build nothing",
      usage: "elt check [projects…] [options]",
    },
    compat: {
      maxNames: Number.POSITIVE_INFINITY,
      summary:
        "show for each model whether DuckDB and Redshift run it alike; build nothing and ask no cluster",
      usage: "elt compat [projects…] [--strict] [options]",
    },
  },
  examples: [
    "lakewright elt",
    "lakewright elt gtm --json",
    "lakewright elt lineage mart_field_force.accounts",
    "lakewright elt lineage crm_current.account",
    "lakewright elt lineage mart_affiliate_de.german_accounts.initial",
    "lakewright elt check",
    "lakewright elt compat --strict",
    "lakewright elt --from 2025-01-05 --to 2025-01-07",
  ],
  maxNames: Number.POSITIVE_INFINITY,
  run: async (context) => {
    if (context.names[0] === "lineage") return showLineage(context);
    if (context.names[0] === "check") return showCheck(context, context.names.slice(1));
    if (context.names[0] === "compat") return showCompat(context, context.names.slice(1));
    return buildWarehouse(context, {
      names: context.names,
      full: context.options.has("full"),
      replay: replayOf(context),
    });
  },
};

function replayOf({ options }: Context) {
  const [from, to] = [options.date("from"), options.date("to")];
  if (!from && !to) return undefined;
  if (options.has("full"))
    throw new CallError("--full rebuilds every day, --from and --to only some", "leave one out");
  if (!from || !to || from > to)
    throw new CallError(
      "a replay needs --from and --to, in this order",
      "lakewright elt --from DAY --to DAY",
    );
  const day = (date: Date) => date.toISOString().slice(0, 10).replaceAll("-", "");
  return { from: day(from), to: day(to) };
}
