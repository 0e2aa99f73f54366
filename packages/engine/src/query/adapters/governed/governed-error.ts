import { PlatformError } from "../../../core/index.ts";

/** Errors about the statement itself. They can name only what the role's views show. */
const passed =
  /^(Binder|Parser|Catalog|Conversion|Invalid Input|Out of Range|Not implemented|Mismatch Type|Invalid Type) Error: /i;

/** An engine's error as a role may see it: its own mistakes in full, nothing about files, settings or internals. */
export function governedError(message: string, files: readonly string[]): PlatformError {
  if (/^Out of Memory Error/i.test(message))
    return stopped(
      "it needs more memory than a query may use",
      "select fewer rows or columns, or aggregate first",
    );
  const [text = ""] = message.split("\n\nLINE");
  if (passed.test(text) && !namesFile(text, files))
    return new PlatformError("sql_refused", text.replaceAll("\n", " "), hintFor(text));
  const error = notRun(
    "the engine could not run it",
    "write it in another way, or ask the steward",
  );
  error.cause = new Error(message);
  return error;
}

function hintFor(text: string): string {
  const isUnknownColumn = /^Binder Error: .*(column|key).* not found/i.test(text);
  return isUnknownColumn
    ? "correct the name: lakewright query --tables --as ROLE lists what the role may read"
    : "correct the statement";
}

/** The statement is in order as far as the gate can tell, and the engine did not take it. */
export function notRun(reason: string, hint: string): PlatformError {
  return new PlatformError("sql_refused", `the statement was stopped: ${reason}`, hint);
}

/** The statement was ended, by its size or by its time. */
export function stopped(reason: string, hint: string): PlatformError {
  return new PlatformError("statement_stopped", `the statement was stopped: ${reason}`, hint);
}

/** After such an error the engine is not to be trusted any more. */
export function isFatal(message: string): boolean {
  return !passed.test(message);
}

function namesFile(text: string, files: readonly string[]): boolean {
  return /parquet/i.test(text) || files.some((file) => text.includes(file));
}
