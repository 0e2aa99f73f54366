import { isAlive, type RunOwner, runOwner } from "../../../core/adapters/machine/run-owner.ts";
import type { State } from "../../../core/adapters/sqlite/sqlite-state.ts";
import { storedTime } from "../../../core/adapters/sqlite/sqlite-time.ts";
import type { SourceJobs } from "../../ports/source-jobs.ts";

interface Row {
  readonly job: string;
  readonly pid: number;
  readonly host: string;
  readonly process_mark: string | null;
  readonly opened_at: string;
}

/** Open jobs in `catalog.db`, each with the process that opened it. */
export function sqliteSourceJobs(state: State, user: Pick<RunOwner, "pid" | "host">): SourceJobs {
  return {
    opened: async (profile, job) => {
      const { pid, host, mark, openedAt } = runOwner(user);
      state.run(
        `INSERT INTO source_jobs (profile, job, pid, host, process_mark, opened_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO NOTHING`,
        profile,
        job,
        pid,
        host,
        mark,
        storedTime(openedAt),
      );
    },
    closed: async (profile, job) => {
      state.run("DELETE FROM source_jobs WHERE profile = ? AND job = ?", profile, job);
    },
    left: async (profile) =>
      state
        .all<Row>("SELECT * FROM source_jobs WHERE profile = ? ORDER BY sequence", profile)
        .filter((row) => !isAlive(ownerOf(row), user.host))
        .map(({ job }) => job),
  };
}

function ownerOf({ pid, host, process_mark: mark, opened_at }: Row): RunOwner {
  return { pid, host, mark, openedAt: new Date(opened_at) };
}
