import { didYouMean } from "@lakewright/config/did-you-mean";
import { diff } from "../access/diff.ts";
import { explain } from "../access/explain.ts";
import { matrix } from "../access/matrix.ts";
import { test } from "../access/test.ts";
import { CallError } from "../call/call-error.ts";
import type { Command, Context } from "../command.ts";
import type { ExitCode } from "../exit-code.ts";

const parts: Readonly<Record<string, (context: Context) => Promise<ExitCode>>> = {
  matrix,
  explain,
  test,
  diff,
};

/** `lakewright access` */
export const access: Command = {
  name: "access",
  summary: "show who sees what and why, and test that it is as intended",
  usage: "access matrix | explain TABLE[.COLUMN] --as ROLE | test | diff --base REV [options]",
  details: [
    "matrix   what each role of access.yaml sees in each loaded table: everything, some rows, masked values or nothing",
    "explain  the grants, filters and tags that decide for one role, and what would have to change",
    "test     runs the tests of access.yaml, by the rules and by reading the loaded data as the role",
    "diff     who sees more, fewer or other rows than at a git revision; fails where a role sees more personal or",
    "         unclassified data without an approval in the revision itself",
    "Tables are named <database>.<table>. `query --as ROLE` reads as a role.",
  ],
  options: {
    as: { of: ["matrix", "explain"], takes: "ROLE", summary: "the role to show or explain" },
    table: {
      of: ["matrix"],
      takes: "TABLE[.COLUMN]",
      summary: "matrix: only this table, or who sees this column",
    },
    html: {
      of: ["matrix"],
      takes: "FILE",
      summary: "matrix: write it as one HTML page for a browser",
    },
    base: {
      of: ["diff"],
      takes: "REV",
      summary: "diff: the git revision to compare with, such as origin/main",
    },
    junit: { of: ["test"], takes: "FILE", summary: "test: also write the results as JUnit XML" },
  },
  shared: ["platform", "env", "state", "json"],
  parts: {
    matrix: {
      maxNames: 0,
      summary:
        "show what each role sees in each loaded table: everything, some rows, masked values or nothing",
      usage: "access matrix [--as ROLE] [--table TABLE] [--html FILE] [options]",
    },
    explain: {
      maxNames: 1,
      summary:
        "show the grants, filters and tags that decide for one role, and what would have to change",
      usage: "access explain TABLE[.COLUMN] --as ROLE [options]",
    },
    test: {
      maxNames: 0,
      summary:
        "run the tests of access.yaml, by the rules and by reading the loaded data as the role",
      usage: "access test [--junit FILE] [options]",
    },
    diff: {
      maxNames: 0,
      summary:
        "show who sees more, fewer or other rows than at a git revision; fail where a role sees more guarded data without an approval",
      usage: "access diff --base REV [options]",
    },
  },
  idle: [{ option: "json", beside: "html", hint: "ask for the page, or for JSON" }],
  examples: [
    "lakewright access matrix",
    "lakewright access matrix --as analyst --json",
    "lakewright access matrix --table crm.contact.email",
    "lakewright access matrix --html access.html",
    "lakewright access explain crm.contact.email --as analyst",
    "lakewright access test --junit access.xml",
    "lakewright access diff --base origin/main --env prod",
  ],
  maxNames: 1,
  run: async (context) => {
    const [name = ""] = context.names;
    const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
    if (part) return part(context);
    const known = Object.keys(parts);
    throw new CallError(
      name ? `access has no subcommand "${name}"` : "access needs a subcommand",
      didYouMean(name, known) ?? `one of ${known.join(", ")}`,
    );
  },
};
