import { PlatformError } from "../../../core/index.ts";

/** A refusal of the gate. `reason` ends the sentence, `hint` says what is allowed instead. */
export function refusal(reason: string, hint: string, cause?: unknown): PlatformError {
  return new PlatformError("sql_refused", `the statement is refused: ${reason}`, hint, cause);
}

/** The same words for a table that is missing and for one that is hidden: a refusal must not tell which. */
export function unreadable(name: string): PlatformError {
  return new PlatformError(
    "sql_refused",
    `"${name}" does not exist or you may not read it`,
    "name a table that you may read, with its schema: lakewright query --tables --as ROLE lists them",
  );
}
