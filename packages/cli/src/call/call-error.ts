/** The command line is wrong: exit code 2. */
export class CallError extends Error {
  override readonly name = "CallError";
  /** The call to type instead. */
  readonly hint: string | undefined;
  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}
