import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { parse, stringify } from "yaml";
import type { GuideStep } from "./guide.ts";

/** What a guide says of the reader's own org, with the variable of the sandbox that is theirs. */
const ownOrg = {
  "https://your-domain.my.salesforce.com": "LAKEWRIGHT_CRM_URL",
  "the app's consumer key": "LAKEWRIGHT_CRM_CLIENT_ID",
  "its consumer secret": "LAKEWRIGHT_CRM_CLIENT_SECRET",
};

const identity = {
  GIT_AUTHOR_NAME: "reader",
  GIT_AUTHOR_EMAIL: "reader@example.com",
  GIT_COMMITTER_NAME: "reader",
  GIT_COMMITTER_EMAIL: "reader@example.com",
};

const root = join(import.meta.dirname, "../..");

/** Somebody who follows guides in a shell, with a home of their own and no account. */
export interface GuideReader {
  /** Where they are. */
  readonly folder: () => string;
  /** Does one step; fails with the guide's line and the command that ended with an error. Returns what was printed. */
  follow(step: GuideStep): Promise<string>;
  /** Calls of `aws`, `dbt` and whatever of `cdk` needs an account: they are written down and do nothing. */
  recorded(): readonly string[];
  close(): Promise<void>;
}

interface ReaderOptions {
  readonly home: string;
  readonly folder: string;
  /** Of a sandbox of theirs. */
  readonly port: number;
}

/** Begins in a folder. */
export function guideReader({ home, folder, port }: ReaderOptions): GuideReader {
  const calls = join(home, "calls.log");
  const programs = join(home, "bin");
  writePrograms(programs, { calls, port });
  const terminals: ChildProcess[] = [];
  let cwd = folder;
  const env: Record<string, string | undefined> = {
    ...process.env,
    ...identity,
    HOME: home,
    XDG_CONFIG_HOME: join(home, ".config"),
    // dbt is installed once for all tests.
    LAKEWRIGHT_CACHE: process.env.LAKEWRIGHT_CACHE ?? join(homedir(), ".cache", "lakewright"),
    PATH: `${programs}:${process.env.PATH}`,
    NO_COLOR: "1",
  };
  const own = (words: string) =>
    Object.entries(ownOrg).reduce(
      (all, [from, name]) => all.replaceAll(from, env[name] ?? from),
      words,
    );
  const shell = (script: string) => spawn("bash", ["-c", script], { cwd, env, stdio: "pipe" });

  const run = async ({ at, text: script }: GuideStep) => {
    const place = join(home, "place");
    const child = shell(
      `set -Eeuo pipefail\ntrap 'echo "ended with $?: $BASH_COMMAND" >&2' ERR\n${own(script)}\npwd > ${place}`,
    );
    child.stdin.end();
    const [out, err, [status]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "close") as Promise<[number | null]>,
    ]);
    if (status !== 0) throw new Error(`${at}: ${err}\n${out}`);
    cwd = readFileSync(place, "utf8").trim();
    return out + err;
  };
  /** Copies the lines that it prints for this. */
  const openTerminal = async ({ at, text: script }: GuideStep) => {
    const child = shell(`${script.replace(/^npx/m, "exec npx")}`);
    terminals.push(child);
    const copied: string[] = [];
    for await (const line of createInterface(child.stdout)) {
      const [, name, value] = /^\s*export (\w+)=(\S+)$/.exec(line) ?? [];
      if (name === undefined || value === undefined) {
        if (copied.length > 0) break;
        continue;
      }
      env[name] = value.replaceAll(/^["']|["']$/g, "");
      copied.push(line);
      if (copied.length === 3) break;
    }
    child.stdout.resume();
    if (copied.length === 0) throw new Error(`${at}: it printed nothing to copy`);
    return copied.join("\n");
  };
  const write = async (step: GuideStep & { readonly do: "write" }) => {
    const file = step.file.startsWith("~/") ? join(home, step.file.slice(2)) : join(cwd, step.file);
    mkdirSync(dirname(file), { recursive: true });
    const had = existsSync(file) && !step.replaces ? readFileSync(file, "utf8") : "";
    const added = own(step.text);
    const isYaml = file.endsWith(".yaml") && had !== "";
    writeFileSync(file, isYaml ? stringify(merged(parse(had), parse(added))) : added, {
      mode: 0o600,
    });
    return "";
  };
  return {
    folder: () => cwd,
    follow: (step) =>
      step.do === "write" ? write(step) : step.do === "run" ? run(step) : openTerminal(step),
    recorded: () =>
      existsSync(calls) ? readFileSync(calls, "utf8").split("\n").filter(Boolean) : [],
    close: async () => {
      const ends = terminals.map((child) =>
        child.exitCode === null ? once(child, "close") : undefined,
      );
      for (const child of terminals) child.kill("SIGTERM");
      await Promise.all(ends);
    },
  };
}

/** Keys are added, lists go on, everything else is replaced. */
function merged(had: unknown, added: unknown): unknown {
  if (Array.isArray(had) && Array.isArray(added)) return [...had, ...added];
  if (!isMap(had) || !isMap(added)) return added;
  const keys = [...new Set([...Object.keys(had), ...Object.keys(added)])];
  return Object.fromEntries(
    keys.map((key) => [key, key in added ? merged(had[key], added[key]) : had[key]]),
  );
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `npx` without a registry, and programs that would call an account. */
function writePrograms(
  folder: string,
  { calls, port }: { readonly calls: string; readonly port: number },
): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(calls, "");
  const record = `echo "$(basename "$0") $*" >> ${calls}`;
  const lakewright = `${process.execPath} ${join(root, "packages/cli/bin/lakewright.mjs")}`;
  const programs = {
    npx: `case "$1 \${2:-}" in
      "lakewright sandbox") shift; exec ${lakewright} "$@" --port ${port} ;;
      lakewright*) shift; exec ${lakewright} "$@" ;;
      "cdk ls") shift; exec ${join(root, "node_modules/.bin/cdk")} "$@" ;;
      *) ${record} ;;
    esac`,
    aws: record,
    dbt: record,
  };
  for (const [name, body] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/usr/bin/env bash\n${body}\n`);
    chmodSync(join(folder, name), 0o755);
  }
}
