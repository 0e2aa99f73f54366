/** Position of a declaration in the folder; `line` and `column` count from 1. */
export interface SourcePosition {
  /** Path of the file, absolute. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A position inside another message: `appflow.yaml:12:9`. */
export function describePosition({ file, line, column }: SourcePosition): string {
  return `${file.split(/[\\/]/).at(-1)}:${line}:${column}`;
}
