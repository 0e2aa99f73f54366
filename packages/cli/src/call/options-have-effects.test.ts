import { expect, test } from "vitest";
import { commands } from "../commands/commands.ts";
import { CallError } from "./call-error.ts";
import { globalOptions, parseCall } from "./parse-call.ts";

const folder = "reads this folder";
const state = "reads or writes this state folder";
const json = "prints the result as JSON on stdout";
const env = "is about this environment";
const shared = { platform: folder, state, json, env };
const { env: _, ...withoutEnv } = shared;
const secrets = "reads or makes this secrets file";
const running = {
  json,
  port: "asks the org at this port",
  url: "asks the org at this address",
  ca: "trusts this authority",
};

/** What each option does in each part of each command. An option that is not here must be refused there. */
const effects: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  init: { platform: "writes into this folder", json, secrets },
  validate: { ...withoutEnv, state: "checks columns by this state's catalog" },
  run: {
    ...shared,
    secrets,
    full: "reads everything again",
    from: "begins the window",
    to: "ends the window",
    reconcile: "compares keys and stamps instead of loading",
    refresh: "reads formulas and added fields again",
    "no-elt": "builds no project",
    "dry-run": "loads nothing and shows the plan",
  },
  elt: {
    ...shared,
    secrets,
    full: "builds from scratch",
    from: "begins the days that are built again",
    to: "ends them",
  },
  "elt lineage": shared,
  "elt check": shared,
  "elt compat": { ...shared, strict: "fails where a model differs" },
  query: {
    ...shared,
    as: "reads as the role",
    format: "prints in this form",
    limit: "prints so many rows of a table",
    "safe-csv": "keeps formulas out of CSV",
    timezone: "shows moments in this zone, and counts days in it",
    tables: "lists tables instead of running a statement",
  },
  "access matrix": {
    ...shared,
    as: "shows this role",
    table: "shows this table",
    html: "writes a page",
  },
  "access explain": { ...shared, as: "explains for this role" },
  "access test": { ...shared, junit: "writes the results to this file, too" },
  "access diff": { ...shared, base: "compares with this revision" },
  status: shared,
  synth: {
    platform: folder,
    env,
    json,
    out: "writes into this folder",
    validate: "also runs CloudFormation's validation",
  },
  sandbox: {
    json,
    state: "keeps its files in this folder",
    port: "listens on this port",
    accounts: "makes so many accounts",
    objects: "makes these objects only",
    seed: "makes other rows",
    data: "serves these files",
    start: "begins on this day",
    days: "lets so many days pass first",
    "frozen-clock": "stops its clock between days",
    tls: "serves https",
    name: "names the variables that are printed",
  },
  "sandbox day": running,
  "sandbox fault": {
    ...running,
    match: "strikes these requests only",
    times: "strikes so many times",
    after: "lets so many pass first",
    rows: "cuts after so many rows",
    "after-bytes": "cuts after so many bytes",
    "retry-after": "asks to wait so long",
    "delay-ms": "waits so long",
    clear: "removes all faults",
  },
  doctor: { ...shared, secrets },
  repair: { ...shared, check: "changes nothing" },
  reset: { ...withoutEnv, yes: "does not ask" },
};

/** Calls by which a part is reached. */
const calls = commands.flatMap((command) => {
  const parts = Object.keys(command.parts ?? {}).map((part) => `${command.name} ${part}`);
  const needsPart = command.name === "access";
  return needsPart ? parts : [command.name, ...parts];
});

const specs = new Map(
  [globalOptions, ...commands.map(({ options }) => options)].flatMap((options) =>
    Object.entries(options),
  ),
);

function refusal(argv: readonly string[]): string | undefined {
  try {
    parseCall(argv, commands);
    return undefined;
  } catch (error) {
    if (error instanceof CallError) return error.message;
    throw error;
  }
}

test("every part of every command is in the table, and nothing else is", () => {
  expect(Object.keys(effects).sort()).toEqual([...calls].sort());
});

test.each(calls)(
  "%s takes the options that have an effect on it, and refuses all others",
  (call) => {
    const stated = Object.keys(effects[call] ?? {});
    const taken = [...specs]
      .filter(([name, { takes }]) => {
        const option = takes === undefined ? [`--${name}`] : [`--${name}`, "1"];
        return refusal([...call.split(" "), ...option]) === undefined;
      })
      .map(([name]) => name);
    expect(taken.sort()).toEqual([...stated, "help", "version"].sort());
  },
);

test.each([
  [["validate", "--env", "dev"], "--env has no effect on validate"],
  [["access", "test", "--as", "r"], "--as has no effect on access test"],
  [["access", "explain", "a.b", "--table", "a.b"], "--table has no effect on access explain"],
  [["elt", "lineage", "a.b", "--full"], "--full has no effect on elt lineage"],
  [["sandbox", "day", "--seed", "2"], "--seed has no effect on sandbox day"],
])("%j is refused in these words", (argv, message) => {
  expect(refusal(argv)).toBe(message);
});

test.each([
  [["access", "matrix", "--html", "f", "--json"], "--json has no effect beside --html"],
  [["init", "a", "--platform", "b"], '--platform has no effect beside "a"'],
  [["query", "SELECT 1", "--tables"], '--tables has no effect beside "SELECT 1"'],
  [["query", "--tables", "--format", "csv"], "--format has no effect beside --tables"],
  [["query", "--tables", "--limit", "1"], "--limit has no effect beside --tables"],
  [["query", "SELECT 1", "--limit", "1", "--json"], "--limit has no effect beside --json"],
  [["run", "--reconcile", "--no-elt"], "--no-elt has no effect beside --reconcile"],
  [["run", "--refresh", "--no-elt"], "--no-elt has no effect beside --refresh"],
  [["sandbox", "day", "--port", "1", "--url", "u"], "--port has no effect beside --url"],
  [["sandbox", "fault", "slow", "--clear"], '--clear has no effect beside "slow"'],
  [["sandbox", "fault", "--clear", "--rows", "2"], "--rows has no effect beside --clear"],
  [["access", "matrix", "crm.account"], 'unexpected argument "crm.account"'],
  [["access", "test", "crm.account"], 'unexpected argument "crm.account"'],
  [["elt", "lineage", "a.b", "c.d"], 'unexpected argument "c.d"'],
])("%j is refused: one of the two would be ignored", (argv, message) => {
  expect(refusal(argv)).toBe(message);
});

test("help answers whatever is given beside it", () => {
  expect(refusal(["validate", "--env", "dev", "--help"])).toBeUndefined();
});
