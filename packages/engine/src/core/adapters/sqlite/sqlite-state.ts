import { chmod, mkdir, open, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { PlatformError } from "../../domain/platform-error.ts";
import { diskError } from "../machine/disk-error.ts";
import { copyDatabase } from "./copy-database.ts";
import { type Connection, connect } from "./sqlite-connection.ts";
import { stateCorrupt } from "./sqlite-error.ts";
import { checkHeader } from "./sqlite-header.ts";
import { checkContents, migrate } from "./sqlite-migrations.ts";

const fileName = "catalog.db";

/** Catalog, ledger and outbox of one platform on one machine: `catalog.db`. Several processes may open it at once. */
export interface State extends Connection {
  readonly folder: string;
}

/**
 * Opens `<folder>/catalog.db` at the version that the migrations lead to, and makes it if it is absent or empty; folder and file belong to their owner alone. What
 * a call has written survives the death of the process right after it. Fails with `state_corrupt`,
 * `state_too_new`, `disk_full` or, if another process holds it for ten seconds, `flow_busy`. A file that
 * cannot be used is left exactly as it is.
 */
export async function openState(folder: string, migrations: readonly string[]): Promise<State> {
  const file = join(folder, fileName);
  await makeFile(folder, file);
  return opened(folder, migrations, file);
}

/**
 * Opens the state of a folder that can only be read, as it is now: out of a copy in `copyFolder`, because SQLite writes beside every
 * file that it opens. Whatever writes fails with `state_read_only`.
 */
export async function openStateCopy(
  folder: string,
  migrations: readonly string[],
  copyFolder: string,
): Promise<State> {
  const copy = join(copyFolder, fileName);
  await checkHeader(join(folder, fileName));
  await copyDatabase(join(folder, fileName), copy);
  const state = await opened(folder, migrations, copy);
  state.execute("PRAGMA query_only = ON");
  return state;
}

async function opened(folder: string, migrations: readonly string[], file: string): Promise<State> {
  await checkHeader(file);
  const connection = connect(file, undefined, join(folder, fileName));
  try {
    await whenFree(() => {
      configure(connection);
    });
    migrate(connection, migrations);
    checkContents(connection, (await stat(file)).size, migrations);
  } catch (error) {
    connection.close();
    throw error;
  }
  return { ...connection, folder };
}

/** Made before SQLite does, so that it is never readable by others; SQLite gives its log the same mode. */
async function makeFile(folder: string, file: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await (await open(file, "a", 0o600)).close();
    await chmod(file, 0o600);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (!unusable.has(code)) throw diskError(error, file);
    throw stateCorrupt(file, `this user cannot open it as a file (${code})`, error);
  }
}

const unusable: ReadonlySet<string> = new Set([
  "EACCES",
  "EEXIST",
  "EISDIR",
  "ENOTDIR",
  "EPERM",
  "EROFS",
]);

/** The write-ahead log lets readers and one writer work at once; NORMAL survives a kill (sqlite.org/pragma.html). */
function configure(connection: Connection): void {
  connection.execute("PRAGMA synchronous = NORMAL");
  connection.execute("PRAGMA foreign_keys = ON");
  connection.all("PRAGMA journal_mode = WAL");
}

const openTimeoutMs = 10_000;
const retryMs = 20;

/** Changing the journal mode does not wait for a lock, whatever the timeout of the connection. */
async function whenFree(work: () => void): Promise<void> {
  for (const end = Date.now() + openTimeoutMs; ; await wait(retryMs)) {
    try {
      work();
      return;
    } catch (error) {
      const busy = error instanceof PlatformError && error.code === "flow_busy";
      if (!busy || Date.now() > end) throw error;
    }
  }
}
