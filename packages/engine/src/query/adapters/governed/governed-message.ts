import type { Json } from "@duckdb/node-api";

/** One line from the parent: makes an engine, forgets one, or runs a statement on one. */
export type GovernedRequest =
  | { readonly open: number; readonly setup: readonly string[] }
  | { readonly forget: number }
  | { readonly run: string; readonly on: number };

/** One line to the parent. A statement ends with `done` or `error`. */
export type GovernedReply =
  | { readonly columns: readonly { readonly name: string; readonly type: string }[] }
  | { readonly rows: readonly (readonly Json[])[] }
  | { readonly done: true }
  | { readonly error: string };
