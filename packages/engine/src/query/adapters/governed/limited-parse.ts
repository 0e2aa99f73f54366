import { tmpdir } from "node:os";
import { PlatformError } from "../../../core/index.ts";
import type { GateParser } from "../gate/parse-statement.ts";
import { childProcessFile, type GovernedProcess, governedProcess } from "./governed-process.ts";

const limits = { residentMiB: 400, timeoutMs: 10_000, resultMiB: 16 };

/** A tree above this many characters leaves memory behind that would count against the next statement. */
const largestKeptTree = 1024 * 1024;

export interface LimitedProcess {
  /** The bundled `governed-child.js`; beside this file unless given. */
  readonly childFile?: string | undefined;
}

/**
 * Parses in a process of its own, which is killed where a text takes too long or too much: a few hundred bytes of grouping sets or of
 * windows by name become gigabytes. `serialize` fails with `statement_stopped` then. The process stays for further statements.
 */
export function limitedParser({ childFile }: LimitedProcess = {}): GateParser {
  let running: GovernedProcess | undefined;
  let last: Promise<unknown> = Promise.resolve();
  // The relations of a role's statement are looked up before the gate sees it.
  let latest: { readonly sql: string; readonly tree: string } | undefined;
  const started = () => {
    if (!running || running.dead)
      running = governedProcess(
        { file: childFile ?? childProcessFile, purpose: "parse", folder: tmpdir() },
        limits,
      );
    return running;
  };
  const parse = async (sql: string): Promise<string> => {
    if (latest?.sql === sql) return latest.tree;
    const process = started();
    const tree = await parsedBy(process, sql);
    latest = { sql, tree };
    if (tree.length > largestKeptTree) await process.kill();
    return tree;
  };
  return {
    start: () => void started(),
    serialize: (sql) => {
      const tree = last.then(() => parse(sql));
      last = tree.catch(() => {});
      return tree;
    },
    close: async () => {
      await running?.kill();
    },
  };
}

async function parsedBy(process: GovernedProcess, sql: string): Promise<string> {
  let parsed: string | undefined;
  let error: string | undefined;
  await process.request({ parse: sql }, (reply) => {
    if ("parsed" in reply) parsed = reply.parsed;
    if ("error" in reply) error = reply.error;
  });
  if (parsed === undefined)
    throw new PlatformError("sql_refused", error ?? "it cannot be parsed", "correct the statement");
  return parsed;
}
