import { tmpdir } from "node:os";
import { PlatformError } from "../../../core/index.ts";
import { childProcessFile, governedProcess } from "./governed-process.ts";

export interface LimitedProcess {
  /** The bundled `governed-child.js`; beside this file unless given. */
  readonly childFile?: string | undefined;
}

const limits = { residentMiB: 400, timeoutMs: 5_000, resultMiB: 4 };

/** The tree of a statement, made in a process of its own. Fails with `statement_stopped` where it takes too long or too much. */
export async function limitedParse({ childFile }: LimitedProcess, sql: string): Promise<string> {
  const process = governedProcess(
    { file: childFile ?? childProcessFile, purpose: "parse", folder: tmpdir() },
    limits,
  );
  let parsed: string | undefined;
  let error: string | undefined;
  try {
    await process.request({ parse: sql }, (reply) => {
      if ("parsed" in reply) parsed = reply.parsed;
      if ("error" in reply) error = reply.error;
    });
  } finally {
    await process.kill();
  }
  if (parsed === undefined)
    throw new PlatformError("sql_refused", error ?? "it cannot be parsed", "correct the statement");
  return parsed;
}
