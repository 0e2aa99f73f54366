import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Runs dbt for each line that it reads, all in one process: its start is paid once. */
const program = `
import json, os, sys
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner
from dbt_common.events.functions import reset_metadata_vars
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
for line in sys.stdin:
    call = json.loads(line)
    os.environ["DBT_ENV_CUSTOM_ENV_LAKEWRIGHT_RUN"] = json.dumps(call["settings"])
    reset_metadata_vars()
    done = dbtRunner().invoke(call["args"])
    DuckDBConnectionManager.close_all_connections()
    failed = [] if done.exception is None else [str(done.exception)]
    for result in getattr(done.result, "results", []):
        if result.status not in ("success", "pass", "warn", "no-op"):
            failed.append(f"{result.node.name}: {result.status} {result.message}")
    print(json.dumps(failed), file=answers, flush=True)
`;

export interface DbtSeries {
  /** Runs dbt; gives what failed, by name. Settings are those that Lakewright gives a run. */
  dbt(args: readonly string[], settings?: Readonly<Record<string, unknown>>): Promise<string[]>;
  close(): void;
}

/** A dbt that stays for several runs of the project in `folder`, which builds `file`. */
export function dbtSeries(python: string, folder: string, file: string): DbtSeries {
  const env = {
    ...process.env,
    LAKEWRIGHT_ELT_FILE: file,
    DBT_SEND_ANONYMOUS_USAGE_STATS: "false",
  };
  const child = spawn(python, ["-c", program], {
    cwd: folder,
    env,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    dbt: async (args, settings = {}) => {
      const all = [...args, "--profiles-dir", folder, "--project-dir", folder, "--quiet"];
      child.stdin.write(`${JSON.stringify({ args: all, settings })}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error("dbt ended");
      return JSON.parse(value) as string[];
    },
    close: () => child.kill(),
  };
}
