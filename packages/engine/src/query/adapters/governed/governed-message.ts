import type { Json } from "@duckdb/node-api";
import type { ColumnPredicate } from "../../domain/relation.ts";

/** What a process of ours is there for: it is told at its start and does nothing else. */
export type ProcessPurpose = "read" | "fill" | "parse";

/** One line to the process that runs a role's text: makes an engine, forgets one, or runs a statement on one. */
export type ReadRequest =
  | { readonly open: number; readonly setup: readonly string[] }
  | { readonly forget: number }
  | RunRequest;

export interface RunRequest {
  readonly run: string;
  readonly on: number;
  /** Moments come as texts in the engine's zone; in UTC otherwise. */
  readonly isZoned?: boolean;
}

/** Rows of a statement of ours that are kept in a file. */
export interface FillRequest {
  /** Makes the engine: what it attaches, then its lock. */
  readonly setup: readonly string[];
  readonly select: string;
  /** Gives a row where some row is hidden; nothing is filled where it gives none. Undefined = not asked. */
  readonly hiddenRow: string | undefined;
  /** Bounds of text columns that the rows need not exceed. */
  readonly bounds: readonly ColumnPredicate[];
  /** Rows that are enough; undefined = all. */
  readonly limit: number | undefined;
  readonly into: string;
}

/** A column of a filled file; `castTo` is its type where the file cannot hold it as such. */
export interface FilledColumn {
  readonly name: string;
  readonly castTo: string | undefined;
}

export type GovernedRequest = ReadRequest | FillRequest | { readonly parse: string };

/** One line to the parent. A request ends with `done` or `error`. */
export type GovernedReply =
  | { readonly columns: readonly { readonly name: string; readonly type: string }[] }
  | { readonly rows: readonly (readonly Json[])[] }
  | { readonly filled: readonly FilledColumn[] }
  | { readonly nothingHidden: true }
  | { readonly parsed: string }
  | { readonly done: true }
  | { readonly error: string };

/** Handles one request of the parent after the other; a rejection is answered by the process. */
export type RequestHandler = (request: GovernedRequest) => Promise<void>;
