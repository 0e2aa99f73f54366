/** Position of a declaration in the folder; `line` and `column` count from 1. */
export interface SourcePosition {
  /** Path of the file, absolute. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
