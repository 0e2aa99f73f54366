import type { State } from "../../../core/adapters/sqlite/sqlite-state.ts";
import type { Snapshot, Snapshots } from "../../ports/snapshots.ts";

interface Row {
  readonly number: number;
  readonly load_id: string;
  readonly file: string;
  readonly status: Snapshot["status"];
  readonly built_at: string;
  readonly input: string;
  readonly sequences: string;
}

const newestFirst = "SELECT * FROM warehouse_snapshots WHERE status";

/** States of the warehouse in `catalog.db`. The newest published one is what readers see. */
export function sqliteSnapshots(state: State): Snapshots {
  const published = () => {
    const row = state.one<Row>(`${newestFirst} = 'published' ORDER BY number DESC LIMIT 1`);
    return row && snapshotOf(row);
  };
  return {
    published: async () => published(),
    kept: async () =>
      state.all<Row>(`${newestFirst} <> 'retired' ORDER BY number DESC`).map(snapshotOf),
    add: async ({ loadId, file, status, builtAt, input, sequences }, before) =>
      state.transaction(() => {
        if (status === "published" && published()?.number !== before) return "conflict";
        state.run(
          "INSERT INTO warehouse_snapshots (load_id, file, status, built_at, input, sequences) VALUES (?, ?, ?, ?, ?, ?)",
          loadId,
          file,
          status,
          builtAt.toISOString(),
          input,
          JSON.stringify(sequences),
        );
        return "added";
      }),
    retire: async (number) => {
      state.run("UPDATE warehouse_snapshots SET status = 'retired' WHERE number = ?", number);
    },
  };
}

function snapshotOf({ number, load_id, built_at, sequences, ...same }: Row): Snapshot {
  const known = JSON.parse(sequences) as Snapshot["sequences"];
  const { file, status, input } = same;
  return {
    number,
    loadId: load_id,
    file,
    status,
    builtAt: new Date(built_at),
    input,
    sequences: known,
  };
}
