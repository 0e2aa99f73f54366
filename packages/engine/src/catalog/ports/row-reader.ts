/** Tells which file of this machine is behind a failure to read. */
export interface RowReader {
  /** Whether a file may be behind a failure: not its statement, nor what the machine lacks. */
  suspects(error: unknown): boolean;
  /** Whether every row of a file can be decoded. Fails with `statement_stopped` where the machine could not read it, and with `cancelled`. */
  canRead(path: string, signal?: AbortSignal): Promise<boolean>;
}
