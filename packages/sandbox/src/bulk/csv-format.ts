/** The delimiters a job may name. */
export const DELIMITERS = {
  BACKQUOTE: "`",
  CARET: "^",
  COMMA: ",",
  PIPE: "|",
  SEMICOLON: ";",
  TAB: "\t",
} as const;

export type ColumnDelimiter = keyof typeof DELIMITERS;

/** The line endings a job may name. */
export const LINE_ENDINGS = { LF: "\n", CRLF: "\r\n" } as const;

export type LineEnding = keyof typeof LINE_ENDINGS;

/** How a job's results are written. */
export interface CsvFormat {
  readonly columnDelimiter: ColumnDelimiter;
  readonly lineEnding: LineEnding;
}
