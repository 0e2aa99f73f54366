/** One of the two streams the command writes to. */
export interface Output {
  /** Resolves when there is room for more. Does nothing once the reader has gone (`| head`). */
  write(text: string): Promise<void>;
  /** True once the reader has gone. */
  isClosed(): boolean;
  readonly isTerminal: boolean;
  /** Width in columns; 80 where it is no terminal. */
  columns(): number;
  /** Whether colour is wanted here. */
  readonly hasColour: boolean;
}

/** Everything of the process that a command may use, so that a test can stand in for a terminal. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly nodeVersion: string;
  /** All of standard input, as UTF-8. */
  readInput(): Promise<string>;
  /** Asks on the terminal; undefined where nobody can answer. */
  ask(question: string): Promise<string | undefined>;
  /**
   * From now on Ctrl-C and SIGTERM abort this signal (its reason is the signal's name) instead of ending the
   * process; a second one ends it at once.
   */
  catchInterrupts(): AbortSignal;
}
