import { execFileSync } from "node:child_process";
import { join } from "node:path";

interface LedgerFacts {
  /** Runs that succeeded. */
  readonly succeeded: readonly string[];
  /** Runs and Bulk jobs that nobody has ended. */
  readonly open: readonly string[];
}

const script = `
import json, sqlite3, sys
db = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True)
ids = lambda sql: [row[0] for row in db.execute(sql)]
print(json.dumps({
  "succeeded": ids("SELECT execution_id FROM runs WHERE status = 'succeeded'"),
  "open": ids("SELECT execution_id FROM runs WHERE status = 'running'")
    + ids("SELECT job FROM source_jobs"),
}))
`;

/** What only the ledger itself tells, read without the command, which would clean up. */
export function ledgerOf(state: string): LedgerFacts {
  const printed = execFileSync("python3", ["-c", script, join(state, "catalog.db")]);
  return JSON.parse(String(printed)) as LedgerFacts;
}
