import Database from "libsql";
import { sqliteError } from "./sqlite-error.ts";

export type SqlValue = string | number | null;

/** One connection to a SQLite file. Errors the user can act on are PlatformErrors, see sqlite-error. */
export interface Connection {
  readonly file: string;
  /** All rows, read to the end, so that no statement keeps an old view of the file open. */
  all<Row>(sql: string, ...values: readonly SqlValue[]): readonly Row[];
  /** The first row. */
  one<Row>(sql: string, ...values: readonly SqlValue[]): Row | undefined;
  /** Rows changed. */
  run(sql: string, ...values: readonly SqlValue[]): number;
  /** Statements without values. */
  execute(sql: string): void;
  /** Everything that `work` writes, or nothing. Waits for other writers before `work` begins. */
  transaction<T>(work: () => T): T;
  /** Ends the use of the connection; SQLite lets go of the file when its statements are collected. */
  close(): void;
}

/** Another process's transaction takes milliseconds; ten seconds mean that it hangs. */
const busyTimeoutMs = 10_000;

/** Opens a file; messages say `shown` where it is a copy of another one. */
export function connect(file: string, timeoutMs = busyTimeoutMs, shown = file): Connection {
  const translated = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw sqliteError(error, shown);
    }
  };
  const database = new Database(file, { timeout: timeoutMs });
  const statement = statementCache(database);
  const all = <Row>(sql: string, ...values: readonly SqlValue[]) =>
    translated(() => statement(sql).all(values) as Row[]);
  return {
    file: shown,
    all,
    // Not libsql's get(): it leaves the statement open, and the connection then sees no later write.
    one: <Row>(sql: string, ...values: readonly SqlValue[]) => all<Row>(sql, ...values)[0],
    run: (sql, ...values) => translated(() => statement(sql).run(values).changes),
    execute: (sql) => {
      translated(() => database.exec(sql));
    },
    transaction: (work) => translated(() => inTransaction(database, work)),
    close: () => {
      database.close();
    },
  };
}

function statementCache(database: Database.Database) {
  const statements = new Map<string, Database.Statement>();
  return (sql: string): Database.Statement => {
    const known = statements.get(sql);
    if (known) return known;
    const made = database.prepare(sql);
    statements.set(sql, made);
    return made;
  };
}

function inTransaction<T>(database: Database.Database, work: () => T): T {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    // A full disk has already rolled back.
    if (database.inTransaction) database.exec("ROLLBACK");
    throw error;
  }
}
